/// The style sheet of a page: on a light screen, a dark one, a narrow one and on paper.
///
/// The colours of charts are those of M. Okabe and K. Ito, "Color Universal Design" (2008), which
/// people with any colour vision can tell apart; on dark ground they are lighter.
enum HTMLStyle {
  static let text = """
    :root{color-scheme:light dark;--ink:#1c2430;--soft:#566173;--paper:#fff;--panel:#f5f7fa;--rule:#d9dfe7;--link:#0b5394;--good:#116a3b;--bad:#a82315;--chosen:#eaf3fb;
    --c1:#0072b2;--c2:#e69f00;--c3:#009e73;--c4:#cc79a7;--c5:#56b4e9;--c6:#d55e00;--c7:#7a7a7a}
    @media (prefers-color-scheme:dark){:root{--ink:#e6eaf0;--soft:#a3aebd;--paper:#14181f;--panel:#1c222c;--rule:#343d4a;--link:#8ec5ff;--good:#6fd39a;--bad:#ff9d90;--chosen:#1d2d40;
    --c1:#4aa8e0;--c2:#f0b840;--c3:#3cc79c;--c4:#e39cc4;--c5:#8fd0f5;--c6:#f0884a;--c7:#a8a8a8}}
    *{box-sizing:border-box}
    html{-webkit-text-size-adjust:100%;scroll-padding-top:1rem}
    body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.55 "Source Sans 3","Source Sans Pro","Segoe UI",system-ui,-apple-system,"Helvetica Neue",Arial,sans-serif}
    header,main,footer,nav{max-width:70rem;margin:0 auto;padding:0 1.5rem}
    header{padding-top:2.5rem;border-top:6px solid var(--c1)}
    h1{font-size:2rem;line-height:1.2;margin:0 0 .3rem;letter-spacing:-.01em}
    h2{font-size:1.4rem;margin:3rem 0 .8rem;padding-bottom:.3rem;border-bottom:2px solid var(--ink)}
    h3{font-size:1.05rem;margin:0}
    p{margin:.6rem 0;max-width:46rem}
    a{color:var(--link);text-decoration-thickness:1px;text-underline-offset:2px}
    a:focus-visible,summary:focus-visible,[tabindex]:focus-visible{outline:3px solid var(--c1);outline-offset:2px}
    .question{font-size:1.15rem;color:var(--soft);margin:.2rem 0 1rem}
    .facts{display:flex;flex-wrap:wrap;gap:.4rem 2rem;margin:1rem 0 0;padding:.7rem 0;border-top:1px solid var(--rule);border-bottom:1px solid var(--rule);font-size:.9rem}
    .facts div{display:flex;gap:.5rem}.facts dt{color:var(--soft)}.facts dd{margin:0}
    nav{font-size:.9rem;padding-top:.8rem}nav a{margin-right:1.2rem;white-space:nowrap}
    .answer p:first-child{font-size:1.2rem;line-height:1.5;max-width:52rem;margin-top:1rem}
    .block{margin:2rem 0;break-inside:auto}
    .heading{display:flex;flex-wrap:wrap;justify-content:space-between;align-items:baseline;gap:.1rem 1.5rem;margin-bottom:.5rem;break-after:avoid}
    .subtitle{color:var(--soft);font-size:.88rem;margin:0;max-width:none}
    .note{color:var(--soft);font-size:.86rem;margin:.35rem 0;max-width:none}
    .scroll{overflow-x:auto}
    table{border-collapse:collapse;width:100%;font-size:.9rem;font-variant-numeric:tabular-nums lining-nums}
    table.wide{font-size:.82rem}table.wide th,table.wide td{padding-right:.6rem}.block td:first-child{min-width:8.5rem}
    th,td{text-align:left;padding:.34rem .9rem .34rem 0;vertical-align:top}
    th:last-child,td:last-child{padding-right:.2rem}
    thead th{font-size:.74rem;letter-spacing:.03em;color:var(--soft);font-weight:600;border-bottom:1.5px solid var(--ink);vertical-align:bottom}
    thead td{border-bottom:1.5px solid var(--ink)}
    thead th span{display:block;font-weight:400;letter-spacing:0;text-transform:none}
    tbody td,tbody th{border-bottom:1px solid var(--rule)}
    .n{text-align:right;white-space:nowrap}
    tr.chosen td{background:var(--chosen);font-weight:600}tr.chosen td:first-child{box-shadow:inset 3px 0 var(--c1);padding-left:.6rem}
    tr.total td{font-weight:700;border-top:1.5px solid var(--ink)}
    tr.rejected td{color:var(--soft)}
    tr.section th{padding-top:1rem;font-weight:700}
    .level1{padding-left:1.4rem}.level2{padding-left:2.8rem}.level3,.level4{padding-left:4.2rem}
    .good{color:var(--good)}.bad{color:var(--bad)}.strong{font-weight:700}
    abbr{text-decoration:none;color:var(--soft)}
    .checks{list-style:none;margin:.4rem 0;padding:0}.checks li{padding:.25rem 0;border-bottom:1px solid var(--rule)}
    .sign{display:inline-block;width:1.4rem;font-weight:700}.passed .sign{color:var(--good)}.failed .sign,.failed strong{color:var(--bad)}
    .who,.bound,.extra{color:var(--soft)}
    figure{margin:2rem 0;break-inside:avoid}figcaption{font-weight:700;margin-bottom:.2rem}figcaption span{display:block;font-weight:400;color:var(--soft);font-size:.88rem;max-width:46rem}
    .scroll svg{display:block;width:100%;min-width:38rem;height:auto}
    svg text{font:12px/1 "Source Sans 3","Source Sans Pro","Segoe UI",system-ui,sans-serif;fill:var(--ink)}
    svg .tick,svg .faint{fill:var(--soft)}svg .label{font-size:11px}svg .value,svg .strong{font-weight:700}
    svg text.label,svg text.strong,svg text.faint{paint-order:stroke;stroke:var(--paper);stroke-width:3px;stroke-linejoin:round}
    svg .grid{stroke:var(--rule)}svg .axis{stroke:var(--ink)}svg .mark{stroke:var(--ink);stroke-dasharray:5 4}svg .thin{stroke:var(--soft);stroke-dasharray:2 4}
    svg .line{fill:none;stroke-width:2.4;stroke-linejoin:round}svg .dashed{stroke-dasharray:7 4}
    svg .bar{stroke:var(--paper);stroke-width:1}svg .off{fill-opacity:.55}svg .band{fill-opacity:.18;stroke:none}
    svg .c1{fill:var(--c1)}svg .c2{fill:var(--c2)}svg .c3{fill:var(--c3)}svg .c4{fill:var(--c4)}svg .c5{fill:var(--c5)}svg .c6{fill:var(--c6)}svg .c7{fill:var(--c7)}
    svg .line.c1{stroke:var(--c1)}svg .line.c2{stroke:var(--c2)}svg .line.c3{stroke:var(--c3)}svg .line.c4{stroke:var(--c4)}svg .line.c5{stroke:var(--c5)}svg .line.c6{stroke:var(--c6)}svg .line.c7{stroke:var(--c7)}
    svg path.line{fill:none}
    svg .point{stroke:var(--paper);stroke-width:1.5}svg .chosen{fill:var(--c6)}svg .frontier{fill:var(--c1)}svg .dominated{fill:var(--c7);fill-opacity:.45}svg .refused{fill:var(--rule);fill-opacity:.45}
    details{margin:.5rem 0}summary{cursor:pointer;font-size:.88rem;color:var(--link)}
    pre{background:var(--panel);border:1px solid var(--rule);border-radius:4px;padding:.8rem 1rem;overflow-x:auto;font:12.5px/1.5 ui-monospace,"SF Mono",Menlo,Consolas,"DejaVu Sans Mono",monospace}
    .figures dt{font-weight:600;margin-top:.7rem;break-after:avoid}.figures dt code{font-size:.95em}.figures dt .title{font-weight:400;color:var(--soft)}
    .figures dd{margin:.1rem 0 0 1.2rem;font-size:.88rem;overflow-wrap:anywhere}.figures dd.formula{font-family:ui-monospace,"SF Mono",Menlo,Consolas,"DejaVu Sans Mono",monospace;font-size:.78rem}
    .figures :target,.figures dt:target,details:target{background:var(--chosen);box-shadow:-6px 0 var(--chosen)}
    code{font-family:ui-monospace,"SF Mono",Menlo,Consolas,"DejaVu Sans Mono",monospace;font-size:.85em;overflow-wrap:anywhere}
    .grade{font-size:.72rem;padding:.05rem .4rem;border:1px solid currentColor;border-radius:1rem;color:var(--soft);white-space:nowrap}.grade.assumed{color:var(--bad)}.grade.measured{color:var(--good)}
    ol.sources li{margin:.35rem 0;font-size:.88rem;overflow-wrap:anywhere}
    footer{margin-top:3rem;padding-bottom:3rem;color:var(--soft);font-size:.85rem}
    @media (max-width:40rem){body{font-size:15px}h1{font-size:1.5rem}header,main,footer,nav{padding-left:1rem;padding-right:1rem}}
    @page{size:A4;margin:16mm 15mm 18mm}
    @media print{:root{--ink:#111;--soft:#444;--paper:#fff;--panel:#f7f7f7;--rule:#ccc;--link:#111;--good:#0d5a31;--bad:#8f1d10;--chosen:#eef4fa;--c1:#0072b2;--c2:#e69f00;--c3:#009e73;--c4:#cc79a7;--c5:#56b4e9;--c6:#d55e00;--c7:#7a7a7a}
    body{font-size:10pt;print-color-adjust:exact;-webkit-print-color-adjust:exact}header,main,footer{max-width:none;padding:0}header{padding-top:4mm}nav{display:none}
    h1{font-size:20pt}h2{break-after:avoid;margin-top:9mm}h3{break-after:avoid}table{font-size:8.2pt}thead th{font-size:6.8pt}th,td{padding-right:2.2mm}.scroll{overflow:visible}.scroll svg{min-width:0}tr{break-inside:avoid}thead{display:table-header-group}
    a{text-decoration:none}pre{white-space:pre-wrap;font-size:7.5pt}figure details,details:not([open]){display:none}details.group>summary{font-weight:700;list-style:none}.appendix{break-before:page}.figures dd.formula{font-size:7pt}.figures{columns:2;column-gap:8mm;font-size:8pt}.figures dd{font-size:7.5pt}}
    """
}
