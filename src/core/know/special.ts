/**
 * Special functions of the forecast and of the draws, for double precision.
 * Sources: DLMF = NIST Digital Library of Mathematical Functions, https://dlmf.nist.gov;
 * AS 241 = M. J. Wichura, "The Percentage Points of the Normal Distribution",
 * Applied Statistics 37(3), 1988, pages 477-484.
 */

const smallestChange = 1e-17;
/** Stands in for a zero denominator in Lentz's method; any tiny number does. */
const tiny = 1e-300;
/** A guard only: the series and the fraction settle within about 10 sqrt(a) terms. */
const mostTerms = 2000;

/** Log-odds of a probability in (0, 1). */
export const logit = (p: number): number => Math.log(p / (1 - p));

/** Probability of log-odds; the inverse of `logit`. */
export const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));

/** Value of a polynomial, coefficients from the constant upwards (Horner's scheme). */
const polynomial = (coefficients: readonly number[], x: number): number =>
  coefficients.reduceRight((sum, coefficient) => sum * x + coefficient, 0);

/** B(2n) / (2n (2n - 1)), n = 1 to 7, of Stirling's series. */
const stirling = [1 / 12, -1 / 360, 1 / 1260, -1 / 1680, 1 / 1188, -691 / 360360, 1 / 156];

/**
 * ln Gamma(x) for x > 0. Stirling's series (DLMF 5.11.1) from x = 10 on, where the first
 * term left out is below 1e-16; smaller x climb by Gamma(x + 1) = x Gamma(x) (DLMF 5.5.1).
 */
export function logGamma(x: number): number {
  let climbed = 1;
  let z = x;
  for (; z < 10; z += 1) climbed *= z;
  const series = polynomial(stirling, 1 / (z * z)) / z;
  return (z - 0.5) * Math.log(z) - z + Math.log(2 * Math.PI) / 2 + series - Math.log(climbed);
}

/** Sum of x^n / (a (a+1) .. (a+n)): DLMF 8.11.4 without its leading factor. */
function lowerSeries(a: number, x: number): number {
  let term = 1 / a;
  let sum = term;
  for (let n = 1; n < mostTerms && term > smallestChange * sum; n += 1) {
    term *= x / (a + n);
    sum += term;
  }
  return sum;
}

/**
 * Continued fraction of DLMF 8.9.2 in its even form, by the modified Lentz
 * method (Thompson and Barnett, Journal of Computational Physics 64, 1986).
 */
function upperFraction(a: number, x: number): number {
  let denominator = x + 1 - a;
  let c = 1 / tiny;
  let d = 1 / denominator;
  let fraction = d;
  for (let n = 1; n < mostTerms; n += 1) {
    const numerator = n * (a - n);
    denominator += 2;
    d = 1 / (numerator * d + denominator || tiny);
    c = denominator + numerator / c || tiny;
    fraction *= c * d;
    if (Math.abs(c * d - 1) <= Number.EPSILON) break;
  }
  return fraction;
}

/**
 * Regularised upper incomplete gamma function Q(a, x) = Gamma(a, x) / Gamma(a), in 0..1.
 * Absolute error below 1e-13 for a up to 300 (and far less for the a of this program's horizons).
 * The series serves below x = a + 1, the continued fraction above, each where it settles fast.
 * Q(a, x <= 0) = 1, and Q(a <= 0, x > 0) = 0, the limit for a process that has not begun.
 */
export function gammaQ(a: number, x: number): number {
  if (x <= 0) return 1;
  if (a <= 0 || x === Number.POSITIVE_INFINITY) return 0;
  const factor = Math.exp(a * Math.log(x) - x - logGamma(a));
  return x < a + 1 ? 1 - factor * lowerSeries(a, x) : factor * upperFraction(a, x);
}

/** Complementary error function, through erfc(x) = Q(1/2, x^2) for x >= 0 (DLMF 7.11.2). */
export const erfc = (x: number): number => (x < 0 ? 2 - erfc(-x) : gammaQ(0.5, x * x));

/** Distribution function of the standard normal (DLMF 7.20.1), relatively exact in the left tail. */
export const normalCdf = (z: number): number => erfc(-z / Math.SQRT2) / 2;

type Ratio = readonly [numerator: readonly number[], denominator: readonly number[]];

const ratio = ([numerator, denominator]: Ratio, x: number): number =>
  polynomial(numerator, x) / polynomial(denominator, x);

// Coefficients of AS 241, procedure PPND16, from the constant upwards.
/** |p - 1/2| <= 0.425. */
const centre: Ratio = [
  [
    3.3871328727963665, 133.14166789178438, 1971.5909503065513, 13731.69376550946,
    45921.95393154987, 67265.7709270087, 33430.57558358813, 2509.0809287301227,
  ],
  [
    1.0, 42.31333070160091, 687.1870074920579, 5394.196021424751, 21213.794301586597,
    39307.89580009271, 28729.085735721943, 5226.495278852854,
  ],
];
/** sqrt(-ln p) <= 5, in sqrt(-ln p) - 1.6. */
const shoulder: Ratio = [
  [
    1.4234371107496835, 4.630337846156546, 5.769497221460691, 3.6478483247632045,
    1.2704582524523684, 0.2417807251774506, 0.022723844989269184, 0.0007745450142783414,
  ],
  [
    1.0, 2.053191626637759, 1.6763848301838038, 0.6897673349851, 0.14810397642748008,
    0.015198666563616457, 0.0005475938084995345, 1.0507500716444169e-9,
  ],
];
/** Beyond, in sqrt(-ln p) - 5. */
const tail: Ratio = [
  [
    6.657904643501103, 5.463784911164114, 1.7848265399172913, 0.29656057182850487,
    0.026532189526576124, 0.0012426609473880784, 2.7115555687434876e-5, 2.0103343992922881e-7,
  ],
  [
    1.0, 0.599832206555888, 0.1369298809227358, 0.014875361290850615, 0.0007868691311456133,
    1.8463183175100548e-5, 1.421511758316446e-7, 2.0442631033899397e-15,
  ],
];

/**
 * Quantile of the standard normal for p in (0, 1); -Infinity at 0 and Infinity at 1.
 * AS 241 is exact to about 1e-16 relative, so no Newton step follows: it would cost an `erfc`
 * for each of thousands of draws and add its rounding.
 */
export function normalQuantile(p: number): number {
  if (p <= 0) return Number.NEGATIVE_INFINITY;
  if (p >= 1) return Number.POSITIVE_INFINITY;
  const q = p - 0.5;
  if (Math.abs(q) <= 0.425) return q * ratio(centre, 0.180625 - q * q);
  const r = Math.sqrt(-Math.log(q < 0 ? p : 1 - p));
  return Math.sign(q) * (r <= 5 ? ratio(shoulder, r - 1.6) : ratio(tail, r - 5));
}
