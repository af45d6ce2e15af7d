/**
 * The bubble's own style sheet. It goes in as a constructed sheet of a shadow root: no policy of the host page
 * forbids that, and no rule of the host page reaches in.
 */
export const style = `
:host{all:initial;color-scheme:light dark;--fill:#3b5bdb;--ink:#fff}
[hidden]{display:none!important}
*{box-sizing:border-box}
button{position:fixed;inset-block-end:max(20px,env(safe-area-inset-bottom));inset-inline-end:20px;z-index:2147483000;
display:grid;place-items:center;width:60px;height:60px;padding:0;border:0;border-radius:50%;cursor:pointer;
background:var(--fill);color:var(--ink);box-shadow:0 2px 6px rgb(16 24 40/.16),0 10px 28px rgb(16 24 40/.22);
transition:transform .15s,background-color .2s}
button:hover{transform:scale(1.05)}
button:active{transform:scale(.96)}
button:focus-visible{outline:3px solid var(--fill);outline-offset:3px}
svg{grid-area:1/1;width:28px;height:28px;fill:none;stroke:currentColor;stroke-width:2;stroke-linecap:round;
stroke-linejoin:round;transition:opacity .15s,transform .15s}
svg+svg,[aria-expanded=true] svg{opacity:0;transform:rotate(-45deg)}
[aria-expanded=true] svg+svg{opacity:1;transform:none}
span{position:absolute;inset-block-start:-3px;inset-inline-end:-3px;min-width:22px;height:22px;padding:0 6px;border-radius:11px;
background:#c81e1e;color:#fff;font:650 12px/22px system-ui,sans-serif;text-align:center;box-shadow:0 0 0 2px #fff}
span:empty{display:none}
div{position:fixed;inset-block-end:calc(max(20px,env(safe-area-inset-bottom)) + 76px);inset-inline-end:20px;z-index:2147483001;
width:380px;height:min(640px,calc(100dvh - 116px));border-radius:20px;overflow:hidden;background:Canvas;
box-shadow:0 0 0 1px rgb(16 24 40/.06),0 12px 48px rgb(16 24 40/.24);transform-origin:100% 100%;
transition:opacity .15s,transform .15s cubic-bezier(.2,.7,.2,1),visibility .15s}
div.shut{visibility:hidden;opacity:0;transform:translateY(12px) scale(.97)}
iframe{display:block;width:100%;height:100%;border:0;color-scheme:light dark}
.wait iframe{visibility:hidden}
.wait::after{content:'';position:absolute;inset:calc(50% - 14px) auto auto calc(50% - 14px);width:28px;height:28px;
border:3px solid GrayText;border-top-color:transparent;border-radius:50%;animation:turn 1s linear infinite}
@keyframes turn{to{rotate:1turn}}
@media (max-width:480px){div{inset:var(--top,0) 0 auto;width:auto;height:var(--height,100dvh);border-radius:0;
padding:env(safe-area-inset-top) env(safe-area-inset-right) env(safe-area-inset-bottom) env(safe-area-inset-left);
background:linear-gradient(var(--fill) 50%,Canvas 50%)}
button[aria-expanded=true]{visibility:hidden}}
@media (prefers-reduced-motion:reduce){*,::after{transition:none!important;animation-duration:4s}}
@media print{:host{display:none}}
`;
