//! The theme: its templates, texts, sheets and script, read once, and the pages made from them.

mod elsewhere;
mod names;
mod policy;
#[cfg(test)]
mod samples;
mod template;
#[cfg(test)]
mod tests;

use crate::finding::{Finding, Place, Report, rules};
use crate::model::{Base, Lang, Said};
use crate::page::typeset;
use crate::page::view::PortalView;
use include_dir::{Dir, include_dir};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::fmt;
use tera::{Context, ErrorKind, Tera};

static SUNLIGHT: Dir = include_dir!("$CARGO_MANIFEST_DIR/themes/sunlight");

/// The opening tag of the hidden "last good" notice, byte for byte as every page of a unit has it.
pub const LAST_GOOD_HIDDEN: &str = "<p class=last-good hidden>";
/// What [`LAST_GOOD_HIDDEN`] becomes when a unit's newest data is blocked.
pub const LAST_GOOD_SHOWN: &str = "<p class=last-good>";

/// Files of a theme by their path inside it, with `/`.
type Files = BTreeMap<String, Vec<u8>>;

/// A theme that cannot be used: which file, which line where it is known, and what is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ThemeError {
    pub file: String,
    pub line: Option<usize>,
    pub said: Said,
}

impl ThemeError {
    fn new(file: &str, line: Option<usize>, zh: String, en: String) -> ThemeError {
        ThemeError { file: file.to_string(), line, said: Said::new(zh, en) }
    }

    pub fn in_lang(&self, lang: Lang) -> String {
        let said = self.said.in_lang(lang);
        match self.line {
            Some(line) => format!("{}:{line}: {said}", self.file),
            None => format!("{}: {said}", self.file),
        }
    }
}

impl fmt::Display for ThemeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.in_lang(Lang::En))
    }
}

impl std::error::Error for ThemeError {}

/// A file that stands beside the pages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asset {
    /// From the site's root: `assets/sunlight.3fa94c01.css`.
    pub path: String,
    pub bytes: Vec<u8>,
}

/// One part of the theme with all its examples, for the pattern page (`examples`).
#[derive(Clone, Debug, Serialize)]
pub struct PartExamples {
    pub part: String,
    pub states: Vec<PartState>,
}

/// One example of a part: its name and what the part makes of it.
#[derive(Clone, Debug, Serialize)]
pub struct PartState {
    pub name: String,
    /// Safe HTML.
    pub html: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct About {
    name: String,
    version: String,
}

/// The arguments of one example, as they are handed to its part.
type Arguments = BTreeMap<String, serde_json::Value>;

/// Parts by name, each with its states by name.
type Examples = Vec<(String, Vec<(String, Arguments)>)>;

/// The texts of the built-in theme in one of the program's languages, by their keys.
pub fn texts(base: Base) -> BTreeMap<String, String> {
    let mut files = Files::new();
    embedded(&SUNLIGHT, &mut files);
    let lang = if base == Base::En { Lang::En } else { Lang::Zh };
    template::texts(&files, lang).expect("the built-in theme has its texts")
}

/// A theme ready to make pages.
#[derive(Debug)]
pub struct Theme {
    lang: Lang,
    tera: Tera,
    about: About,
    assets: Vec<Asset>,
    stylesheet: String,
    script: String,
    first_script: String,
    policy: Option<String>,
    board_style: String,
    review_style: String,
    examples: Examples,
}

/// Tells where a theme laid over the built-in one would have pages ask another host.
pub fn asks_elsewhere(overlay: &[(String, Vec<u8>)], report: &mut Report) {
    for (path, bytes) in overlay {
        let text = String::from_utf8_lossy(bytes);
        for (start, end) in elsewhere::of(path, &text) {
            let address = &text[start..end];
            let said = Said::new(
                format!("主题要从别的网站取 `{address}`"),
                format!("the theme would load `{address}` from another host"),
            );
            let file = format!("themes/sunlight/{path}").into();
            let place = Place::Bytes(start, end);
            report.push(Finding::new(&rules::THEME_ASKS_ELSEWHERE, &file, place, said).help(
                "把文件放进主题的 files/，从自己的网站取；读者看了什么，不该让别人知道",
                "put the file into the theme's files/ and load it from there: nobody else should know what people read",
            ));
        }
    }
}

/// How files end that pages load. Others do nothing on a site, and something in the folder of a program.
const SERVED: &[&str] = &[
    "avif",
    "css",
    "gif",
    "ico",
    "jpeg",
    "jpg",
    "js",
    "json",
    "mp3",
    "mp4",
    "ogg",
    "otf",
    "pdf",
    "png",
    "svg",
    "ttf",
    "txt",
    "vtt",
    "webm",
    "webmanifest",
    "webp",
    "woff",
    "woff2",
    "xml",
];

/// Refuses a file of a theme that no page would load, and hidden names.
fn served(path: &str, name: &str) -> Result<(), ThemeError> {
    let hidden = name.split('/').any(|part| part.starts_with('.'));
    let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
    if !hidden && ending.is_some_and(|ending| SERVED.contains(&&*ending)) {
        return Ok(());
    }
    let all = SERVED.join(" ");
    let zh = format!("网页用不上这样的文件，不会放到网站上；移出主题的 files/（能放的：{all}）");
    let en = format!(
        "no page loads such a file; take it out of the theme's files/ (what may be there: {all})"
    );
    Err(ThemeError::new(path, None, zh, en))
}

impl Theme {
    /// The built-in theme with the files of `overlay` laid over it: the same path replaces, a new
    /// path adds.
    pub fn load(overlay: Vec<(String, Vec<u8>)>, lang: Lang) -> Result<Theme, ThemeError> {
        let mut files = Files::new();
        embedded(&SUNLIGHT, &mut files);
        files.extend(overlay);
        let about: About = yaml(&files, "theme.yaml")?;
        let texts = template::texts(&files, lang)?;
        let tera = templates(&files, &texts)?;
        let sheet = hashed(&about.name, "css", stylesheet(&files)?.into_bytes());
        let rest = joined(&files, "scripts/", ".js", FIRST)?;
        let script = hashed(&about.name, "js", rest.into_bytes());
        let first = hashed("first", "js", text(&files, FIRST)?.as_bytes().to_vec());
        let mut assets = vec![sheet, script, first];
        let [stylesheet, script, first_script] = [0, 1, 2].map(|at| assets[at].path.clone());
        for (path, bytes) in &files {
            let Some(name) = path.strip_prefix("files/") else { continue };
            served(path, name)?;
            assets.push(Asset { path: format!("assets/{name}"), bytes: bytes.clone() });
        }
        let board_style = template::minified_css(&joined(&files, "board/", ".css", "")?)?;
        let review_style = template::minified_css(&joined(&files, "review/", ".css", "")?)?;
        let examples = examples(&files)?;
        Ok(Theme {
            lang,
            tera,
            about,
            assets,
            stylesheet,
            script,
            first_script,
            policy: policy::of(&files),
            board_style,
            review_style,
            examples,
        })
    }

    /// The theme's name and version, as in `sunlight 0.1.0`.
    pub fn title(&self) -> String {
        format!("{} {}", self.about.name, self.about.version)
    }

    /// Everything to be written beside the pages: sheet, script, and what stands in `files/`.
    pub fn assets(&self) -> &[Asset] {
        &self.assets
    }

    /// The Content-Security-Policy that its pages declare.
    pub fn policy(&self) -> Option<&str> {
        self.policy.as_deref()
    }

    /// The style of board sheets, which each of them carries in itself.
    pub fn board_style(&self) -> &str {
        &self.board_style
    }

    /// The style of the approver's sheet, which carries it in itself.
    pub fn review_style(&self) -> &str {
        &self.review_style
    }

    /// Makes `portal` known to every template, with the names of this theme's sheet and script.
    pub fn set_portal(&mut self, portal: &PortalView) {
        let portal = PortalView {
            stylesheet: self.stylesheet.clone(),
            script: self.script.clone(),
            first_script: self.first_script.clone(),
            ..portal.clone()
        };
        self.tera.global_context().insert("portal", &portal);
    }

    /// Makes a page from a template such as `pages/month.html`.
    pub fn render(&self, template: &str, context: &Context) -> Result<String, ThemeError> {
        let html = self.tera.render(template, context);
        html.map(|html| typeset::page(self.lang, html))
            .map_err(|error| tera_error(template, &error))
    }

    /// Every part in each of its states, for the pattern page.
    pub fn patterns(&self) -> Result<Vec<PartExamples>, ThemeError> {
        self.examples.iter().map(|(part, states)| self.part_examples(part, states)).collect()
    }

    fn part_examples(
        &self,
        part: &str,
        states: &[(String, Arguments)],
    ) -> Result<PartExamples, ThemeError> {
        let component = part.replace('-', "_");
        let file = format!("parts/{part}/examples.yaml");
        let states = states.iter().map(|(name, arguments)| {
            let mut context = Context::new();
            for (key, value) in arguments {
                context.insert(key.clone(), value);
            }
            match self.tera.render_component(&component, &context, None, true) {
                Ok(html) => Ok(PartState { name: name.clone(), html }),
                Err(error) => Err(tera_error(&file, &error)),
            }
        });
        Ok(PartExamples { part: part.to_string(), states: states.collect::<Result<_, _>>()? })
    }
}

fn embedded(dir: &Dir, files: &mut Files) {
    for file in dir.files() {
        let path = file.path().to_string_lossy().replace('\\', "/");
        files.insert(path, file.contents().to_vec());
    }
    dir.dirs().for_each(|child| embedded(child, files));
}

fn text<'a>(files: &'a Files, path: &str) -> Result<&'a str, ThemeError> {
    let Some(bytes) = files.get(path) else {
        let (zh, en) = ("主题缺少这个文件", "the theme has no such file");
        return Err(ThemeError::new(path, None, zh.into(), en.into()));
    };
    std::str::from_utf8(bytes).map_err(|_| {
        ThemeError::new(path, None, "不是 UTF-8 文本".into(), "is not UTF-8 text".into())
    })
}

fn yaml<T: for<'de> Deserialize<'de>>(files: &Files, path: &str) -> Result<T, ThemeError> {
    serde_yaml::from_str(text(files, path)?).map_err(|error| {
        let line = error.location().map(|location| location.line());
        ThemeError::new(
            path,
            line,
            format!("YAML 读不懂：{error}"),
            format!("cannot read YAML: {error}"),
        )
    })
}

/// All templates, with their texts in place and minified, in one engine.
fn templates(files: &Files, texts: &template::Texts) -> Result<Tera, ThemeError> {
    let (mut plain, mut small) = (Vec::new(), Vec::new());
    for path in files.keys().filter(|path| path.ends_with(".html")) {
        let source = template::with_texts(path, text(files, path)?, texts)?;
        small.push((path.as_str(), template::minified(path, &source)?));
        plain.push((path.as_str(), source));
    }
    let mut tera = Tera::default();
    match tera.add_raw_templates(small) {
        Ok(()) => Ok(tera),
        // A minified template is one long line: the lines a person knows are those of the source.
        Err(error) => match Tera::default().add_raw_templates(plain) {
            Err(plain_error) => Err(tera_error("templates", &plain_error)),
            Ok(()) => Err(tera_error("templates", &error)),
        },
    }
}

fn tera_error(file: &str, error: &tera::Error) -> ThemeError {
    match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
            let line = Some(report.span().start_line);
            let at = if report.filename().is_empty() { file } else { report.filename() };
            ThemeError::new(
                at,
                line,
                format!("模板有错：{}", report.message()),
                report.message().to_string(),
            )
        }
        other => ThemeError::new(file, None, format!("模板有错：{other}"), other.to_string()),
    }
}

/// The files under `folder` that end in `ending`, in order of their paths and without one of them, as one text.
fn joined(files: &Files, folder: &str, ending: &str, not: &str) -> Result<String, ThemeError> {
    let mut all = String::new();
    let meant = |path: &&String| path.starts_with(folder) && path.ends_with(ending) && *path != not;
    for path in files.keys().filter(meant) {
        all.push_str(text(files, path)?);
        all.push('\n');
    }
    Ok(all)
}

/// What must run before the first word is painted. The rest of the scripts waits: on a weak line it would hold up the page.
const FIRST: &str = "scripts/first.js";

/// The one sheet of the site: the order of layers first, then the styles, then the parts.
fn stylesheet(files: &Files) -> Result<String, ThemeError> {
    let layers = "styles/layers.css";
    let mut css = text(files, layers)?.to_string();
    css.push_str(&joined(files, "styles/", ".css", layers)?);
    css.push_str(&joined(files, "parts/", "/part.css", "")?);
    template::minified_css(&css)
}

/// An asset whose name carries the first eight hexadecimal digits of its content's SHA-256.
fn hashed(name: &str, ending: &str, bytes: Vec<u8>) -> Asset {
    let digest = Sha256::digest(&bytes);
    let hash: String = digest.iter().take(4).map(|byte| format!("{byte:02x}")).collect();
    Asset { path: format!("assets/{name}.{hash}.{ending}"), bytes }
}

fn examples(files: &Files) -> Result<Examples, ThemeError> {
    let mut all = Vec::new();
    for path in files.keys() {
        let Some(part) = path.strip_prefix("parts/").and_then(|p| p.strip_suffix("/examples.yaml"))
        else {
            continue;
        };
        let states: BTreeMap<String, Arguments> = yaml(files, path)?;
        all.push((part.to_string(), states.into_iter().collect()));
    }
    Ok(all)
}
