//! Two texts of an article, one in the other's place: what is new is underlined, what is gone is struck out, and both are said to who hears the page.

use crate::model::diff::{Change, Line, Run};
use crate::texts;
use askama::Template;
use askama::filters::HtmlSafe;
use gatehouse_core::Lang;

/// The lines that differ.
#[derive(Clone, Debug, Template)]
#[template(
    source = r#"<div class="diff stack tight" lang="{{ lang }}">{% for line in lines %}{% if line.skipped.is_empty() %}<p>{% for bit in line.bits %}{{ bit }}{% endfor %}</p>{% else %}<p class="muted small" lang="{{ own }}">{{ line.skipped }}</p>{% endif %}{% endfor %}</div>"#,
    ext = "html"
)]
pub(crate) struct Compared {
    lang: &'static str,
    own: &'static str,
    lines: Vec<Row>,
}

impl HtmlSafe for Compared {}

#[derive(Clone, Debug)]
struct Row {
    skipped: String,
    bits: Vec<Bit>,
}

/// A piece of a line. The words around it are those of the reader's language.
#[derive(Clone, Debug, Template)]
#[template(
    source = r#"{% if tag.is_empty() %}{{ text }}{% else %}<{{ tag }}><span class="sr-only" lang="{{ own }}">[{{ said }} </span>{{ text }}<span class="sr-only">] </span></{{ tag }}>{% endif %}"#,
    ext = "html"
)]
struct Bit {
    tag: &'static str,
    own: &'static str,
    said: String,
    text: String,
}

impl HtmlSafe for Bit {}

impl Compared {
    /// Of texts in this language.
    pub(crate) fn new(of: Lang, lines: &[Line], reader: Lang) -> Self {
        let t = texts(reader);
        let row = |line: &Line| match line {
            Line::Skipped(count) => {
                let skipped = t.msg_diff_skipped(i64::try_from(*count).unwrap_or(i64::MAX));
                Row { skipped, bits: Vec::new() }
            }
            Line::Shown(runs) => Row { skipped: String::new(), bits: bits(runs, reader) },
        };
        Self { lang: of.tag(), own: reader.tag(), lines: lines.iter().map(row).collect() }
    }

    /// Of one line, such as a title.
    pub(crate) fn line(of: Lang, runs: &[Run], reader: Lang) -> Self {
        let row = Row { skipped: String::new(), bits: bits(runs, reader) };
        Self { lang: of.tag(), own: reader.tag(), lines: vec![row] }
    }
}

fn bits(runs: &[Run], reader: Lang) -> Vec<Bit> {
    let t = texts(reader);
    let bit = |run: &Run| {
        let (tag, said) = match run.change {
            Change::Same => ("", String::new()),
            Change::Added => ("ins", t.msg_diff_added()),
            Change::Removed => ("del", t.msg_diff_removed()),
        };
        Bit { tag, own: reader.tag(), said, text: run.text.clone() }
    };
    runs.iter().map(bit).collect()
}

#[cfg(test)]
mod tests {
    use super::Compared;
    use crate::model::diff::diff;
    use gatehouse_core::Lang;

    /// SUP-18
    #[test]
    fn what_has_changed_is_marked_and_said_and_nothing_of_it_is_markup() {
        let lines = diff("Choose the old <b>button</b>.", "Choose the new <b>button</b>.");
        let html = Compared::new(Lang::Ja, &lines, Lang::En).to_string();
        for part in ["lang=\"ja\"", "<del>", "old", "</del>", "<ins>", "new", "removed:", "added:", "&#60;b&#62;"] {
            assert!(html.contains(part), "{part}: {html}");
        }
        assert!(!html.contains("<b>"), "{html}");
    }
}
