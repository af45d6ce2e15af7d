/**
 * The bubble's own style sheet. It goes in as a constructed sheet of a shadow root: no policy of the host page
 * forbids that, and no rule of the host page reaches in.
 *
 * What floats has an edge of middle grey: it shows on light pages and on dark ones, and which one a page is cannot be known.
 *
 * `--left`, `--right`, `--y`, `--radius`, `--from` are the admin's, `--fill` and `--ink` the brand's.
 */
export const style = `
:host{all:initial;color-scheme:light dark;--fill:#3b5bdb;--ink:#fff;--left:auto;--right:20px;--y:20px;--from:100%;--radius:20px;
--low:max(min(var(--y),100dvh - 80px),env(safe-area-inset-bottom));--over:calc(var(--low) + 74px);font:15px/1.4 system-ui,sans-serif}
[hidden]{display:none!important}
*{box-sizing:border-box}
.launcher,aside,.panel{position:fixed;left:var(--left);right:var(--right);z-index:2147483000}
.launcher button{all:unset;box-sizing:border-box;position:relative;display:grid;place-items:center;width:60px;height:60px;
border-radius:50%;cursor:pointer;background:var(--fill);color:var(--ink);-webkit-tap-highlight-color:transparent;
box-shadow:0 2px 6px rgb(16 24 40/.16),0 10px 28px rgb(16 24 40/.22);transition:transform .15s,background-color .2s}
.launcher{bottom:var(--low)}
.launcher .square{border-radius:min(16px,var(--radius))}
.launcher .pill{grid-auto-flow:column;grid-template-columns:24px;gap:10px;width:auto;max-width:calc(100vw - 40px);height:52px;
padding:0 22px 0 18px;border-radius:26px}
.launcher button:hover{transform:scale(1.04)}
.launcher button:active{transform:scale(.96)}
.launcher button:focus-visible{outline:3px solid var(--ink);outline-offset:-5px;box-shadow:0 0 0 3px var(--fill)}
b{display:none;font-weight:600;white-space:nowrap;overflow:hidden;text-overflow:ellipsis}
.pill b{display:block}
b:empty{display:none}
svg,img{grid-area:1/1;width:28px;height:28px;transition:opacity .15s,transform .15s}
svg{fill:none;stroke:currentColor;stroke-width:2;stroke-linecap:round;stroke-linejoin:round}
img{width:100%;height:100%;object-fit:cover;border-radius:inherit;min-width:0}
.pill img{width:30px;height:30px;margin:0 -3px;border-radius:50%}
.pill svg{width:24px;height:24px}
svg+svg,img+svg,[aria-expanded=true]>svg,[aria-expanded=true]>img{opacity:0;transform:rotate(-45deg)}
[aria-expanded=true]>svg+svg,[aria-expanded=true]>img+svg{opacity:1;transform:none}
span{position:absolute;inset-block-start:-3px;inset-inline-end:-3px;min-width:22px;height:22px;padding:0 6px;border-radius:11px;
background:#c81e1e;color:#fff;font:650 12px/22px system-ui,sans-serif;text-align:center;box-shadow:0 0 0 2px #fff}
span:empty{display:none}
aside{bottom:var(--over);width:max-content;max-width:min(300px,100vw - 40px);animation:rise .25s}
aside button{all:unset;box-sizing:border-box;cursor:pointer;background:#fff;color:#1b1f27;
box-shadow:0 0 0 1px rgb(128 136 150/.36),0 8px 28px rgb(16 24 40/.18)}
aside button:first-child{padding:13px 16px;border-radius:min(16px,var(--radius));overflow-wrap:anywhere;white-space:pre-wrap}
aside button+button{position:absolute;top:-12px;right:-8px;width:26px;height:26px;border-radius:50%;text-align:center;
font:18px/24px system-ui,sans-serif;color:#4d5563}
aside button:focus-visible{outline:3px solid var(--fill);outline-offset:2px}
.panel{bottom:var(--over);z-index:2147483001;
width:min(380px,100vw - 24px);height:min(640px,100dvh - var(--low) - 94px);border-radius:var(--radius);overflow:hidden;background:Canvas;
box-shadow:0 0 0 1px rgb(128 136 150/.36),0 12px 48px rgb(16 24 40/.28);transform-origin:var(--from) 100%;
transition:opacity .15s,transform .15s cubic-bezier(.2,.7,.2,1),visibility .15s}
.shut{visibility:hidden;opacity:0;transform:translateY(12px) scale(.97)}
iframe{display:block;width:100%;height:100%;border:0;color-scheme:light dark}
.wait iframe{visibility:hidden}
.wait::after{content:'';position:absolute;inset:calc(50% - 14px) auto auto calc(50% - 14px);width:28px;height:28px;
border:3px solid GrayText;border-top-color:transparent;border-radius:50%;animation:turn 1s linear infinite}
@keyframes turn{to{rotate:1turn}}
@keyframes rise{from{opacity:0;translate:0 8px}}
@media (max-width:480px){.panel{inset:var(--top,0) 0 auto;width:auto;height:var(--height,100dvh);border-radius:0;
padding:env(safe-area-inset-top) env(safe-area-inset-right) env(safe-area-inset-bottom) env(safe-area-inset-left);
background:linear-gradient(var(--fill) 50%,Canvas 50%)}
button[aria-expanded=true]{visibility:hidden}}
@media (prefers-reduced-motion:reduce){*,::after{transition:none!important;animation-duration:4s}aside{animation:none}}
@media (prefers-color-scheme:dark){aside button{background:#262a32;color:#eceef2}aside button+button{color:#c3c9d3}}
@media print{:host{display:none}}
`;
