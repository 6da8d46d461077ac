//! What the preview lays over a page: the script that follows edits, and the findings of a blocked build.

use super::Trouble;

/// Waits for a change, then asks the browser to load the page again. A script, not a fetch: the pages' own
/// Content-Security-Policy allows scripts from here and nothing else. It waits for the page first: a script that is on
/// its way before that would keep the browser saying that the page is still loading.
const LIVE: &str = "(function(){function ask(){var s=document.createElement('script');\
s.src='/.sunlit/news.js?seen=VERSION&t='+Date.now();s.onerror=function(){setTimeout(function(){location.reload()},1500)};\
document.head.appendChild(s)}\
if(document.readyState==='complete'){ask()}else{addEventListener('load',ask)}})();";

/// The colours are the system's, light or dark, for a theme may have none of ours.
pub const SHEET: &str = "\
.sunlit-findings{position:fixed;inset:auto 0 0;z-index:9;max-height:65vh;overflow:auto;overscroll-behavior:contain;\
box-sizing:border-box;padding:.5rem 1rem;background:Canvas;color:CanvasText;border-top:.25rem solid;text-align:start}\
.sunlit-findings.alone{position:static;max-height:none;border:0}\
.sunlit-findings summary{cursor:pointer;font-weight:bold;padding:.5rem 0}\
.sunlit-findings p{margin:.25rem 0}\
.sunlit-findings li{margin:0 0 1rem}\
.sunlit-findings code,.sunlit-findings pre{overflow-wrap:anywhere;white-space:pre-wrap;margin:.25rem 0}\
@media print{.sunlit-findings{display:none}}";

/// The script for a page that has seen this version.
pub fn live(seen: u64) -> String {
    LIVE.replace("VERSION", &seen.to_string())
}

/// A page of the last good site, as the preview shows it.
pub fn page(mut html: Vec<u8>, version: u64, trouble: Option<&Trouble>) -> Vec<u8> {
    let findings = trouble.map(|trouble| findings(trouble, false)).unwrap_or_default();
    let more = format!("{findings}{}", tag(version));
    let end = b"</body>";
    let at = html.windows(end.len()).rposition(|window| window == end).unwrap_or(html.len());
    html.splice(at..at, more.into_bytes());
    html
}

/// The findings alone, where no good site stands yet.
pub fn alone(version: u64, trouble: &Trouble) -> Vec<u8> {
    let title = trouble.lang.pick("还不能公开", "not to be published yet");
    let (lang, findings) = (trouble.lang.tag(), findings(trouble, true));
    format!(
        "<!doctype html><html lang={lang}><meta charset=utf-8>\
         <meta name=viewport content=\"width=device-width\"><meta name=color-scheme content=\"light dark\">\
         <title>{title}</title><body>{findings}{}</body></html>",
        tag(version)
    )
    .into_bytes()
}

fn findings(trouble: &Trouble, alone: bool) -> String {
    let summary = match alone {
        true => trouble
            .lang
            .pick("改好以下各处，这里就会出现门户", "mend these, and the portal appears here"),
        false => trouble.lang.pick(
            "有要改的：后面是改动以前的页面，改好就会刷新",
            "something must be mended: the page behind this is from before, and follows when it is",
        ),
    };
    let class = if alone { "sunlit-findings alone" } else { "sunlit-findings" };
    format!(
        "<link rel=stylesheet href=/.sunlit/findings.css>\
         <details class=\"{class}\" open><summary>{summary}</summary>{}</details>",
        trouble.list
    )
}

fn tag(version: u64) -> String {
    format!("<script src=\"/.sunlit/live.js?seen={version}\" defer></script>")
}
