// A handful of rules that every project has; the file that it is for breaks none.
module.exports = [
  {
    rules: {
      "no-unused-vars": ["error", { ignoreRestSiblings: true }],
      "no-const-assign": "error",
      "no-unreachable": "error",
      "no-dupe-keys": "error",
      "prefer-const": "error",
      eqeqeq: "error",
    },
  },
];
