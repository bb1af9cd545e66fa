import { palettes, variables } from "./palettes.ts";

const colours = `
:root{${variables(palettes.light)}}
@media screen and (prefers-color-scheme:dark){:root{${variables(palettes.dark)}}}
`;

const text = `
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%;text-size-adjust:100%}
body{margin:0;background:var(--ground);color:var(--ink);font:16px/1.5 system-ui,sans-serif;overflow-wrap:break-word}
main,footer{max-width:56rem;margin:0 auto;padding:0 1rem}
main{padding-top:2rem}
h1{font-size:clamp(1.6rem,1.2rem + 2vw,2.3rem);line-height:1.15;margin:.2rem 0;letter-spacing:-.01em;text-wrap:balance}
h2{font-size:1.2rem;line-height:1.3;margin:0 0 .6rem}
h3{font-size:1rem;margin:1.2rem 0 .4rem}
p{margin:.5rem 0}
a{color:var(--hosted)}
section{border-top:1px solid var(--rule);padding-top:1.1rem;margin-top:1.8rem}
.answer+.answer{margin-top:4rem;border-top:3px double var(--rule);padding-top:2rem}
.over,.note,.axis,figcaption span,footer,.against{color:var(--muted)}
.over{margin:0;font-size:.95rem}
.standing{display:inline-block;border:1.5px solid;border-radius:1em;padding:.1rem .75rem;font-size:.9rem;font-weight:600}
.good{color:var(--good)}.warn{color:var(--warn)}.bad{color:var(--bad)}
.lead{font-size:1.06rem}
.tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(9.5rem,1fr));gap:.6rem;margin:1.2rem 0}
.tiles div{background:var(--raised);border-radius:.5rem;padding:.6rem .8rem}
.tiles dt{font-size:.85rem;color:var(--muted)}
.tiles dd{margin:0;font-size:1.3rem;font-weight:650;line-height:1.3;font-variant-numeric:tabular-nums}
.tiles dd small{display:block;font-size:.85rem;font-weight:400;color:var(--muted)}
.cards{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,22rem),1fr));gap:1rem}
.card{border-left:4px solid var(--side,var(--rule));background:var(--raised);border-radius:0 .5rem .5rem 0;padding:.7rem 1rem;break-inside:avoid}
.card h3{margin:0;font-size:.9rem;color:var(--muted);font-weight:600}
.finding{margin:.8rem 0}
.card .what{font-size:1.1rem;font-weight:650;margin:.1rem 0 .4rem}
.card ul{margin:0;padding-left:1.1rem}
dl.items{display:grid;grid-template-columns:fit-content(13.5rem) minmax(0,1fr);gap:.15rem 1.3rem;margin:.5rem 0}
dl.items>div{display:contents}
dl.items dt{font-weight:600;grid-column:1;padding-top:.25rem;min-width:5.5rem;font-variant-numeric:tabular-nums}
dl.items dd{margin:0;grid-column:2}
dl.items dt+dd{padding-top:.25rem}
ol.steps{margin:0;padding-left:1.4rem}
ol.steps li{padding:.15rem 0}
.scroll{overflow-x:auto}
table{border-collapse:collapse;width:100%;font-size:.94rem;font-variant-numeric:tabular-nums}
th,td{text-align:left;vertical-align:top;padding:.35rem .7rem .35rem 0;border-bottom:1px solid var(--rule)}
thead th,thead td{font-size:.85rem;color:var(--muted);border-bottom-color:var(--muted)}
tbody th{font-weight:500}
.number{text-align:right}
.number,.day{white-space:nowrap}
pre{overflow-x:auto;background:var(--raised);border-radius:.4rem;padding:.6rem .8rem;font-size:.85rem}
details{margin:.5rem 0}
summary{cursor:pointer;color:var(--hosted);font-size:.92rem}
:focus-visible{outline:3px solid var(--hosted);outline-offset:2px}
.paper{display:none}
.sign{display:grid;grid-template-columns:repeat(auto-fit,minmax(12rem,1fr));gap:2.4rem 1.5rem;padding-top:2.4rem}
.sign div{border-top:1px solid var(--ink);padding-top:.2rem;font-size:.85rem;color:var(--muted)}
footer,.small{font-size:.85rem;color:var(--muted);padding-top:1rem;padding-bottom:3rem}
.digest{font-family:ui-monospace,monospace;font-size:.9em;overflow-wrap:anywhere}
nav ol{padding-left:1.4rem}
`;

/** Text keeps its size at every width; where a drawing has no room for words beside it, they stand under it. */
const charts = `
.charts{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,25rem),1fr));gap:1.5rem;margin-top:.6rem}
.chart{container-type:inline-size;margin:0;break-inside:avoid;min-width:0}
.chart figcaption strong{display:block}
.chart figcaption span{font-size:.92rem}
.frame{margin:.6rem 158px 0 58px}
svg{display:block;overflow:visible;font:12px/1 system-ui,sans-serif}
svg text{fill:var(--ink)}
svg .word{paint-order:stroke;stroke:var(--ground);stroke-width:5px;stroke-linejoin:round}
svg .axis{fill:var(--muted)}
.self-host{--side:var(--own)}.hosted-open{--side:var(--hosted)}.proprietary-api{--side:var(--bought)}.hybrid{--side:var(--ink)}
svg .end{fill:var(--side);font-weight:600}
.grid{stroke:var(--rule)}
.mark{stroke:var(--ink);stroke-dasharray:2 3}
.line{fill:none;stroke:var(--side);stroke-width:2.5;vector-effect:non-scaling-stroke;stroke-linejoin:round}
.line.hosted-open{stroke-dasharray:9 4}
.line.proprietary-api{stroke-dasharray:2.5 3}
.band{fill:var(--side);opacity:.15;stroke:none}
.range{stroke:var(--side);stroke-width:7;stroke-linecap:round}
.dot{fill:var(--side);stroke:var(--ground);stroke-width:2}
.legend{display:none;flex-wrap:wrap;gap:.2rem 1.1rem;list-style:none;margin:.3rem 0 0;padding:0;font-size:.85rem}
.legend svg{display:inline-block}
.ranges{padding:0 .9rem}
.ranges ul{list-style:none;margin:0;padding:0}
.ranges li p{margin:.5rem 0 .1rem;font-size:.94rem}
.ranges .against{margin:.4rem 0 0;font-size:.85rem}
.figures table{font-size:.88rem;width:auto;min-width:50%}
@container (max-width:32rem){
.frame{margin-right:.6rem}
.end,.alternate{display:none}
.legend{display:flex}
}
`;

const narrow = `
@media (max-width:34rem){
dl.items{display:block}
}
`;

/** A4 and Letter alike: the sheet says nothing of the size of the paper. What is folded on the screen is open on paper,
 * but for what a drawing or a count above it says already. */
const print = `
@media print{
@page{margin:15mm 14mm}
html{font-size:12px}
body{font-size:9.5pt;line-height:1.38;print-color-adjust:exact;-webkit-print-color-adjust:exact}
main{padding-top:0}
main,footer{max-width:none;padding-left:0;padding-right:0}
section{margin-top:1rem;padding-top:.7rem}
td,th{padding-top:.2rem;padding-bottom:.2rem}
h2,h3,figcaption,summary{break-after:avoid}
tr,li,.sign,.tiles{break-inside:avoid}
a{color:inherit}
th a[href^=http]::after{content:" " attr(href);font-weight:400;font-size:.85em;overflow-wrap:anywhere}
summary{color:var(--muted);list-style:none}
details::details-content{content-visibility:visible;display:block;block-size:auto}
.scroll{overflow:visible}
details.more{display:none}
.paper{display:block}
.answer+.answer{break-before:page}
}
`;

/** One sheet for every page. */
export const styles = [colours, text, charts, narrow, print].map((one) => one.trim()).join("\n");
