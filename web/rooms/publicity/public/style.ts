// The public pages' style: ink on paper, one teal, 18 px body, targets of 44 px, prints in black.
export const STYLE = `
:root{--ink:#1c2826;--soft:#4a5a57;--paper:#f7f5ef;--card:#fff;--line:#d9d5c8;--teal:#0b6460;--teal-soft:#e3efed;--amber:#7a4b00;--amber-soft:#fdf0d5;font-size:18px}
html.large{font-size:24px}
html.contrast{--ink:#000;--soft:#000;--paper:#fff;--line:#000;--teal:#003b38;--teal-soft:#fff;--amber:#000;--amber-soft:#ff0}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);font-family:"PingFang SC","Microsoft YaHei","Noto Sans SC","Noto Sans CJK SC","WenQuanYi Micro Hei",sans-serif;line-height:1.6;font-variant-numeric:tabular-nums}
.wide{max-width:60rem;margin:0 auto;padding:0 1rem}
.skip{position:absolute;left:-99rem}.skip:focus{left:1rem;top:.5rem;background:#fff;padding:.5rem;z-index:2}
.top{background:var(--teal);color:#fff}
.top .wide{display:flex;flex-wrap:wrap;align-items:center;justify-content:space-between;gap:.25rem 1rem;padding-top:.5rem;padding-bottom:.5rem}
.brand{color:#fff;text-decoration:none;font-size:1.25rem;font-weight:700;letter-spacing:.04em}.brand span{font-weight:400;font-size:.95rem;opacity:.92;margin-left:.4em}
.top nav a{color:#fff;display:inline-flex;align-items:center;min-height:44px;padding:0 .6rem;text-underline-offset:.25em}
.demo{margin:0;background:var(--amber-soft);color:var(--amber);text-align:center;padding:.35rem 1rem;font-size:.9rem}
main.wide{padding-top:1.2rem;padding-bottom:1.5rem}
h1{font-size:1.7rem;line-height:1.3;margin:.2rem 0 .3rem}h2{font-size:1.25rem;margin:0 0 .5rem}h1 small{font-size:1rem;font-weight:400;color:var(--soft)}
.where{color:var(--soft);margin:0}
.card{background:var(--card);border:1px solid var(--line);border-radius:10px;padding:1.1rem 1.2rem;margin:1rem 0}
.unit-head{display:flex;flex-wrap:wrap;align-items:center;justify-content:space-between;gap:.4rem 1rem;border-bottom:2px solid var(--teal);padding-bottom:.6rem;margin-bottom:.2rem}
.unit-head h2{margin:0}
.call{display:inline-flex;align-items:center;min-height:44px;padding:0 1rem;border-radius:8px;background:var(--teal);color:#fff;text-decoration:none;font-weight:600}
.duties{list-style:none;margin:0;padding:0}
.duty{display:grid;grid-template-columns:7.2rem 1fr;gap:.1rem 1rem;padding:.8rem 0;border-bottom:1px solid var(--line)}
.duty:last-child{border-bottom:0}
.day{font-weight:700;font-size:1.12rem;line-height:1.3}.day b{display:block;font-weight:400;font-size:.92rem;color:var(--soft)}
.what{font-size:1.12rem;font-weight:700}.who{color:var(--ink)}.from{color:var(--soft);font-size:.94rem}
.past .day,.past .what,.past .who,.past .home-visit{color:var(--soft);font-weight:400}.today{background:var(--teal-soft);margin:0 -1.2rem;padding-left:1.2rem;padding-right:1.2rem}
.badge{display:inline-block;background:var(--teal);color:#fff;border-radius:4px;padding:0 .45em;font-size:.85rem;font-weight:600;margin-left:.4em}
.home-visit{color:var(--teal);font-weight:600}
.notice{display:block;background:var(--amber-soft);color:var(--amber);border:2px solid currentColor;border-radius:10px;padding:.8rem 1rem;margin:1rem 0;font-weight:600}
.changes{background:var(--amber-soft);color:var(--amber);border:3px solid currentColor;border-radius:10px;padding:.9rem 1.2rem;margin:1rem 0}.changes h2{font-size:1.4rem}.changes ul{list-style:none;margin:0;padding:0}.changes li+li{border-top:1px solid currentColor;margin-top:.6rem;padding-top:.6rem}.changes p{margin:.2rem 0;font-size:1.1rem;font-weight:600}.changes span{display:block}
.badge.amber{background:var(--amber);color:#fff}.contrast .badge.amber{color:#ff0}.off .day,.off .what,.off .who{color:var(--soft);font-weight:400}
.experts{border-top:2px solid var(--line);padding-top:.6rem}.experts h3{margin:0;font-size:1.08rem}.experts article{padding:.4rem 0}.experts p{margin:.1rem 0}
.draw{display:grid;grid-template-columns:9rem 1fr;gap:.3rem .8rem;border-top:1px solid var(--line);padding-top:.5rem;margin:.5rem 0}.draw dt{color:var(--soft)}.draw dd{margin:0}.draw code,.card code{overflow-wrap:anywhere}
.months{display:flex;flex-wrap:wrap;gap:.4rem;margin:.8rem 0 0;padding:0;list-style:none}
.months a,.months span,.places a{display:inline-flex;align-items:center;min-height:44px;padding:0 .9rem;border:1px solid var(--line);border-radius:8px;background:var(--card);color:var(--teal);text-decoration:none}
.months span{background:var(--teal);color:#fff;border-color:var(--teal);font-weight:700}
.places{display:flex;flex-wrap:wrap;gap:.4rem;list-style:none;padding:0;margin:0}
form.search{display:flex;gap:.5rem;margin:.8rem 0}
form.search input{flex:1;min-width:0;font:inherit;padding:.5rem .8rem;min-height:52px;border:2px solid var(--teal);border-radius:8px;background:#fff;color:var(--ink)}
form.search button{font:inherit;font-weight:700;min-height:52px;padding:0 1.4rem;border:0;border-radius:8px;background:var(--teal);color:#fff}
.results{list-style:none;margin:0;padding:0}.results a{display:block;padding:.7rem .2rem;border-bottom:1px solid var(--line);text-decoration:none;color:var(--ink)}.results strong{color:var(--teal)}.results small{color:var(--soft);display:block}.results.cases span{display:block;color:var(--ink)}.case h2{margin:1rem 0 .3rem}.case section p{text-indent:2em;margin:.3rem 0}.case table{border-collapse:collapse;width:100%;max-width:26rem}.case caption{text-align:left;color:var(--soft);font-size:.94rem;padding-bottom:.3rem}.case th,.case td{border-bottom:1px solid var(--line);padding:.4rem .2rem;text-align:left;font-weight:400}.case td{text-align:right;font-weight:700}main>p>a{display:inline-flex;align-items:center;min-height:44px;color:var(--teal)}
.tools{display:flex;flex-wrap:wrap;gap:.2rem 1.2rem;margin:.6rem 0 0;padding:0;list-style:none}.tools a{display:inline-flex;align-items:center;min-height:44px;color:var(--teal)}
details summary{min-height:44px;line-height:44px;cursor:pointer;color:var(--teal);font-weight:600}details[open] summary{margin-bottom:.3rem}
footer{color:var(--soft);font-size:.92rem;padding-bottom:2rem}
form.sheet{display:grid;gap:1rem}form.sheet label{display:grid;gap:.3rem;font-weight:600}form.sheet input:not([type=radio],[type=checkbox]),form.sheet textarea,form.sheet select{font:inherit;width:100%;padding:.5rem .8rem;min-height:52px;border:2px solid var(--teal);border-radius:8px;background:#fff;color:var(--ink)}form.sheet fieldset{border:1px solid var(--line);border-radius:8px;padding:.4rem .8rem}form.sheet .choice{display:flex;align-items:center;gap:.7rem;min-height:48px;font-weight:400}form.sheet .choice input{width:1.5rem;height:1.5rem;flex:none}form.sheet legend{font-weight:600}form.sheet textarea,form.sheet select,form.sheet input{font-weight:400}.card a{color:var(--teal)}.card a.call{color:#fff}.trap{position:absolute;left:-99rem}.receipt{font-size:1.5rem;letter-spacing:.08em}form.sheet button{font:inherit;font-weight:700;min-height:52px;border:0;border-radius:8px;background:var(--teal);color:#fff}
a:focus-visible,button:focus-visible,input:focus-visible,textarea:focus-visible,select:focus-visible,summary:focus-visible{outline:3px solid #d98200;outline-offset:2px}
@media(max-width:34rem){.duty,.draw{grid-template-columns:1fr}.day b{display:inline;margin-left:.5em}.brand span{display:none}.card{padding:1rem}.today{margin:0 -1rem;padding-left:1rem;padding-right:1rem}}
@media print{:root{font-size:12pt;--paper:#fff}.top,.tools,.months,form,details,.skip,.call{display:none}.card{border:0;padding:0;break-inside:avoid}.duty{grid-template-columns:7rem 1fr}.print-only{display:block!important}}
.print-only{display:none}
`
