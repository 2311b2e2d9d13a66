/** Sizes are pixels and everything is said here: nothing of the page gets in. */
export const css = `:host{all:initial!important;display:block!important}
@media print{:host{display:none!important}}
.root{display:block;position:fixed;inset:auto;margin:0;border:0;padding:0;background:none;overflow:visible;z-index:2147483646;--bg:#fff;--text:#191c24;--muted:#5b6170;--line:#e3e5eb;--soft:#f4f5f8;--accent:#3350d1;--on:#fff;--yes:#0b6b3a;--no:#b3261e;--maybe:#8a5a00;color-scheme:light;font:400 13px/1.55 system-ui,-apple-system,"Segoe UI","Hiragino Sans","Yu Gothic UI","Noto Sans JP","Noto Sans CJK JP",sans-serif;color:var(--text)}
.root[data-scheme=dark]{--bg:#1d2028;--text:#eef0f5;--muted:#a8aebd;--line:#3a3f4b;--soft:#282c36;--accent:#9fb0ff;--on:#12162b;--yes:#63d297;--no:#ff9a90;--maybe:#f0c36a;color-scheme:dark}
*{box-sizing:border-box}
.root{text-wrap:pretty}.root:lang(ja){line-break:strict;word-break:auto-phrase}
.panel,.pill{position:fixed;bottom:12px}.start{left:12px}.end{right:12px}
.panel{display:flex;flex-direction:column;width:min(430px,100vw - 24px);height:min(560px,100dvh - 24px);background:var(--bg);border:1px solid var(--line);border-radius:12px;box-shadow:0 8px 40px rgb(0 0 0/.28);overflow:hidden}
.pill{width:44px;height:44px;border-radius:50%;background:var(--accent);color:var(--on);border:0;font-size:20px;box-shadow:0 4px 16px rgb(0 0 0/.3)}
header{display:flex;align-items:center;gap:4px;padding:8px 8px 4px 14px}
h2{flex:1;margin:0;font-size:14px;font-weight:650}
h3{margin:14px 0 4px;font-size:12px;font-weight:650;color:var(--muted)}
section>h3:first-child{margin-top:8px}
button{appearance:none;min-width:28px;min-height:28px;border:1px solid var(--line);border-radius:7px;padding:2px 10px;background:none;color:inherit;font:inherit;cursor:pointer}
header button{border-color:transparent;padding:0;color:var(--muted);font-size:16px}
button:hover{background:var(--soft)}
button.main{background:var(--accent);border-color:var(--accent);color:var(--on)}
:focus-visible{outline:2px solid var(--accent);outline-offset:1px}
[role=tablist]{display:flex;gap:2px;padding:0 10px;border-bottom:1px solid var(--line)}
[role=tab]{border:0;border-radius:6px 6px 0 0;padding:6px 10px;color:var(--muted)}
[role=tab][aria-selected=true]{color:var(--text);font-weight:600;box-shadow:inset 0 -2px var(--accent)}
.part{flex:1;overflow:auto;overscroll-behavior:contain;padding:8px 14px 14px;outline-offset:-2px}
.part p{margin:4px 0 8px}
details{border-bottom:1px solid var(--line);padding:8px 0}
summary{cursor:pointer;list-style-position:outside;margin-inline-start:14px}
summary p{margin:2px 0 0;color:var(--muted);overflow-wrap:anywhere}
i{color:var(--muted);font-style:normal;font-size:12px}
.chip{float:inline-end;margin-inline-start:8px;padding:1px 8px;border-radius:99px;background:var(--soft);color:var(--muted);font-size:12px}
.chip.open,.chip.ready{color:var(--yes)}
.gates{margin:8px 0;padding:0;list-style:none}
.gates li{display:grid;grid-template-columns:16px 96px 1fr;gap:4px;padding:1px 0 1px 14px;overflow-wrap:anywhere}
.gates li::before{content:"✕";color:var(--no)}.gates .yes::before{content:"✓";color:var(--yes)}.gates .perhaps::before{content:"?";color:var(--maybe)}
.gates .yes{color:var(--muted)}
.part details>:is(p,button){margin-inline-start:14px}
input{width:100%;min-height:30px;border:1px solid var(--line);border-radius:7px;padding:3px 10px;background:var(--bg);color:inherit;font:inherit}
input::placeholder{color:var(--muted);opacity:1}
.signals{margin:8px 0;padding:0;list-style:none}
.signals li{padding:4px 0;border-bottom:1px solid var(--line);overflow-wrap:anywhere}
.signals p{margin:0 0 0 62px;color:var(--accent)}
time{display:inline-block;min-width:58px;color:var(--muted);font-variant-numeric:tabular-nums}
dl{margin:0}dl div{display:flex;justify-content:space-between;gap:12px;padding:2px 0;border-bottom:1px solid var(--line);color:var(--muted)}
dl .on{color:var(--text)}dt,dd{margin:0;overflow-wrap:anywhere}dd{text-align:end}
/* On a phone the page stays in sight, and the launchers of the guidance, which stand over everything, stay below. */
@media(max-width:480px){.panel{bottom:84px;height:min(420px,55dvh)}}
.empty{color:var(--muted)}
code{display:inline-block;padding:1px 6px;border-radius:5px;background:var(--soft);font:12px/1.6 ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;overflow-wrap:anywhere}
`;
