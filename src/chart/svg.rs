//! Makes plotters' SVG fit for a page: names, roles and hooks instead of colours, fonts and sizes.

use std::fmt::Write;

use super::canvas::{Hook, Part};
use super::text::clean;
use super::{Chart, FONT, Kind, Seen};

/// The finished drawing.
pub fn finished(kind: Kind, chart: &Chart, (width, height): (i32, i32), raw: &str) -> String {
    let id = match chart.seen {
        Seen::OnDesk => ascii_id(chart.id),
        Seen::OnPhone => ascii_id(chart.id) + "-phone",
    };
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"chart\" data-chart=\"{}\" \
         viewBox=\"0 0 {width} {height}\" role=\"img\" \
         aria-labelledby=\"{id}-title {id}-desc\" font-size=\"{FONT}\" fill=\"currentColor\">\n\
         <title id=\"{id}-title\">{}</title>\n<desc id=\"{id}-desc\">{}</desc>\n",
        kind.key(),
        escaped(chart.title),
        escaped(chart.description),
    );
    if raw.contains("<rect") {
        write_hatching(&mut out, &id, chart);
    }
    write_marks(&mut out, &id, chart, raw);
    out.push_str("</svg>\n");
    out
}

/// Text for an element or an attribute.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in clean(text).chars() {
        match c {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            other => out.push(other),
        }
    }
    out
}

/// An id that needs no escaping in XML, CSS or an address. Different ids stay different.
fn ascii_id(id: &str) -> String {
    let mut out = String::from("chart-");
    for c in id.chars() {
        match c {
            'a'..='z' | 'A'..='Z' | '0'..='9' | '-' => out.push(c),
            other => write!(out, "_{:x}", other as u32).expect("writing into memory"),
        }
    }
    out
}

/// How a series differs from its neighbours without colour: solid, hatched, hollow, pale.
fn texture(series: usize) -> usize {
    series % 4
}

/// One pattern for each hatched series; it carries the hook so that it takes the same colour.
fn write_hatching(out: &mut String, id: &str, chart: &Chart) {
    for (i, series) in chart.series.iter().enumerate().filter(|(i, _)| texture(*i) == 1) {
        let key = escaped(series.key);
        writeln!(
            out,
            "<pattern id=\"{id}-hatch-{i}\" data-series=\"{key}\" width=\"6\" height=\"6\" \
             patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(45)\">\
             <path d=\"M1 0V6\" stroke=\"currentColor\" stroke-width=\"2\"/></pattern>"
        )
        .expect("writing into memory");
    }
}

/// The marks, each run of the same hook in one group that says once what it is.
fn write_marks(out: &mut String, id: &str, chart: &Chart, raw: &str) {
    let mut open = String::new();
    for mark in marks(raw) {
        let group = mark.group(id, chart);
        if group != open {
            if !open.is_empty() {
                out.push_str("</g>\n");
            }
            out.push_str(&group);
            open = group;
        }
        mark.write(out);
    }
    if !open.is_empty() {
        out.push_str("</g>\n");
    }
}

/// One element as plotters wrote it.
struct Mark<'a> {
    name: &'a str,
    attributes: Vec<(&'a str, &'a str)>,
    /// Escaped by plotters; empty but for texts.
    content: &'a str,
}

/// Every element but the outermost. Plotters escapes `<`, `>` and quotes in all values, so these
/// signs part the elements and the attributes.
fn marks(raw: &str) -> impl Iterator<Item = Mark<'_>> {
    let elements = raw.split('<').filter_map(|piece| piece.split_once('>'));
    elements.filter(|(tag, _)| !tag.starts_with(['/', 's'])).map(|(tag, content)| {
        let tag = tag.trim_end_matches('/');
        let (name, rest) = tag.split_once(' ').unwrap_or((tag, ""));
        let mut attributes = Vec::new();
        let mut parts = rest.split('"');
        while let (Some(key), Some(value)) = (parts.next(), parts.next()) {
            attributes.push((key.trim_matches([' ', '=']), value.trim()));
        }
        Mark { name, attributes, content: content.trim() }
    })
}

/// What stays of an element itself: its geometry.
const GEOMETRY: [&str; 12] =
    ["x", "y", "width", "height", "x1", "y1", "x2", "y2", "cx", "cy", "r", "points"];

impl Mark<'_> {
    fn attribute(&self, key: &str) -> Option<&str> {
        self.attributes.iter().find(|(k, _)| *k == key).map(|(_, value)| *value)
    }

    fn hook(&self) -> Hook {
        let colours = ["fill", "stroke"].into_iter().filter_map(|key| self.attribute(key));
        let mut hooks = colours.filter(|c| c.starts_with('#')).filter_map(Hook::from_colour);
        hooks.next().expect("a mark drawn with a hook")
    }

    /// The opening tag of the group the mark belongs to.
    fn group(&self, id: &str, chart: &Chart) -> String {
        let hook = self.hook();
        let mut tag = format!("<g data-part=\"{}\"", hook.part.key());
        if let Some(series) = hook.series.and_then(|s| chart.series.get(s)) {
            tag += &format!(" data-series=\"{}\"", escaped(series.key));
        }
        let wide: i32 = self.attribute("width").and_then(|w| w.parse().ok()).unwrap_or(0);
        tag += &looks(self.name, hook, id, wide);
        match self.attribute("text-anchor") {
            Some(anchor) if anchor != "start" => tag += &format!(" text-anchor=\"{anchor}\""),
            _ => {}
        }
        tag + ">\n"
    }

    fn write(&self, out: &mut String) {
        out.push('<');
        out.push_str(self.name);
        for (key, value) in self.attributes.iter().filter(|(k, _)| GEOMETRY.contains(k)) {
            write!(out, " {key}=\"{value}\"").expect("writing into memory");
        }
        match self.name {
            "text" => writeln!(out, ">{}</text>", self.content),
            _ => writeln!(out, "/>"),
        }
        .expect("writing into memory");
    }
}

/// Narrower bars, in units of the viewBox, have no outline.
const OUTLINED_MIN: i32 = 4;

/// How a mark looks before any theme: readable in one colour.
fn looks(name: &str, hook: Hook, id: &str, wide: i32) -> String {
    let series = hook.series.unwrap_or(0);
    let text = match (hook.part, texture(series)) {
        (Part::Grid, _) => " stroke=\"currentColor\" stroke-opacity=\".18\"",
        (Part::Axis, _) => " stroke=\"currentColor\" stroke-width=\"1.5\"",
        (Part::Leader, _) => " stroke=\"currentColor\"",
        (Part::Value, _) => " font-weight=\"600\"",
        (Part::Area, _) => " fill-opacity=\".12\"",
        (Part::Bar | Part::Swatch, 1) if name == "rect" => {
            // Around a bar of few units an outline would hide the hatching.
            let outline = " stroke=\"currentColor\" stroke-width=\"1.5\"";
            let outline = if wide > OUTLINED_MIN { outline } else { "" };
            return format!(" fill=\"url(#{id}-hatch-{series})\"{outline}");
        }
        (Part::Bar | Part::Swatch, 2) if name == "rect" => {
            " fill=\"none\" stroke=\"currentColor\" stroke-width=\"2\""
        }
        (Part::Bar | Part::Swatch, 3) if name == "rect" => {
            " fill-opacity=\".3\" stroke=\"currentColor\" stroke-width=\"1.5\""
        }
        (Part::Line | Part::Swatch, dash) if name == "polyline" => {
            let pattern = ["", "9 5", "2 5", "12 4 2 4"][dash];
            let mut line = String::from(
                " fill=\"none\" stroke=\"currentColor\" stroke-width=\"3\" \
                 stroke-linejoin=\"round\"",
            );
            if !pattern.is_empty() {
                line += &format!(" stroke-dasharray=\"{pattern}\"");
            }
            return line;
        }
        _ => "",
    };
    text.to_string()
}
