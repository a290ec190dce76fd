//! HTML of strangers: made of a closed set of elements (security.md §6), and made a text.

use super::quotes::CUT;
use ammonia::{Builder, UrlRelative};
use std::collections::{HashMap, HashSet};

/// So many bytes of HTML are read.
pub const MOST: usize = 2 << 20;

const ELEMENTS: &[&str] = &[
    "a",
    "abbr",
    "b",
    "blockquote",
    "br",
    "caption",
    "code",
    "dd",
    "del",
    "div",
    "dl",
    "dt",
    "em",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "i",
    "ins",
    "kbd",
    "li",
    "ol",
    "p",
    "pre",
    "q",
    "s",
    "samp",
    "small",
    "span",
    "strong",
    "sub",
    "sup",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "tr",
    "u",
    "ul",
];
/// What goes with all that is in it.
const GONE: &[&str] = &[
    "applet", "audio", "canvas", "embed", "frameset", "head", "iframe", "math", "noembed", "noframes", "noscript",
    "object", "script", "select", "style", "svg", "template", "textarea", "title", "video", "xml",
];

/// The same in elements of the closed set: no style, class, id, form or picture; links lead to web pages and addresses.
pub fn clean(html: &str) -> String {
    let cells: HashSet<&str> = ["colspan", "rowspan"].into();
    let attributes: HashMap<&str, HashSet<&str>> =
        HashMap::from([("a", ["href"].into()), ("td", cells.clone()), ("th", cells)]);
    let mut builder = Builder::empty();
    builder
        .tags(ELEMENTS.iter().copied().collect())
        .clean_content_tags(GONE.iter().copied().collect())
        .tag_attributes(attributes)
        .generic_attributes(HashSet::new())
        .url_schemes(["http", "https", "mailto"].into())
        .url_relative(UrlRelative::Deny)
        .link_rel(Some("noopener nofollow ugc"))
        .strip_comments(true);
    let html = head(html);
    if is_deep(html) { builder.clean(&ammonia::clean_text(&text(html))) } else { builder.clean(html) }.to_string()
}

/// Elements in each other from which on only the text is kept: a parser of HTML looks through all of them for each further one.
const DEEPEST: usize = 4_000;

/// Whether more elements are open at once. Those that need no end count too, so the border is far above any mail of a person; an end
/// counts only for an element of its name, so that ends of what was never begun hide nothing.
fn is_deep(html: &str) -> bool {
    const EMPTY: [&str; 8] = ["br", "hr", "img", "meta", "link", "input", "col", "wbr"];
    let mut open: HashMap<String, usize> = HashMap::new();
    let mut all = 0_usize;
    for rest in html.split('<').skip(1) {
        let (ends, rest) = rest.strip_prefix('/').map_or((false, rest), |rest| (true, rest));
        let name: String = rest.chars().take(12).take_while(char::is_ascii_alphanumeric).collect();
        let name = name.to_ascii_lowercase();
        if name.is_empty() || EMPTY.contains(&name.as_str()) {
            continue;
        }
        let of_name = open.entry(name).or_default();
        if !ends {
            (*of_name, all) = (*of_name + 1, all + 1);
        } else if *of_name > 0 {
            (*of_name, all) = (*of_name - 1, all - 1);
        }
        if all > DEEPEST {
            return true;
        }
    }
    false
}

/// As many bytes as are read, at the border of a letter.
pub fn head(html: &str) -> &str {
    let mut end = html.len().min(MOST);
    while !html.is_char_boundary(end) {
        end -= 1;
    }
    &html[..end]
}

/// Pictures that are counted, and bytes of the tag of each that are looked at.
const MOST_PICTURES: usize = 1_000;
const LONGEST_TAG: usize = 4_096;

/// Pictures that it wants from other servers.
pub fn remote_pictures(html: &str) -> u32 {
    let low = head(html).to_ascii_lowercase();
    // As far as an address reaches: tags that never end are not each looked at to the end of the mail.
    let count = low.match_indices("<img").take(MOST_PICTURES).filter(|(at, _)| {
        let tag: Vec<u8> = low.bytes().skip(*at).take(LONGEST_TAG).take_while(|byte| *byte != b'>').collect();
        let tag = String::from_utf8_lossy(&tag);
        tag.contains("http:") || tag.contains("https:") || tag.contains("\"//") || tag.contains("'//")
    });
    u32::try_from(count.count()).unwrap_or(u32::MAX)
}

/// How the known programs begin what they quote.
const QUOTES: &[&str] = &[
    "<div class=\"gmail_quote",
    "<div class=3d\"gmail_quote",
    "<blockquote class=\"gmail_quote",
    "<div id=\"divrplyfwdmsg\"",
    "<div id=\"appendonsend\"",
    "<div id=\"mail-editor-reference-message-container\"",
    "<div class=\"moz-cite-prefix",
    "<blockquote type=\"cite\"",
    "<div class=\"yahoo_quoted",
    "<div class=\"protonmail_quote",
    "<div style=\"border:none;border-top:solid #e1e1e1",
    "<div style='border:none;border-top:solid #e1e1e1",
    "<div style=\"border:none;border-top:solid #b5c4df",
    "<div style='border:none;border-top:solid #b5c4df",
];

/// As a text, with a mark where a known program begins its quote.
pub fn text(html: &str) -> String {
    let plain = head(html).replace(CUT, "");
    let low = plain.to_ascii_lowercase();
    let cut = QUOTES.iter().filter_map(|begin| low.find(begin)).min();
    let marked = match cut {
        Some(at) => format!("{}<br>{CUT}<br>{}", &plain[..at], &plain[at..]),
        None => plain,
    };
    mail_parser::decoders::html::html_to_text(&marked)
}

#[cfg(test)]
mod tests {
    use super::{clean, remote_pictures, text};
    use crate::parser::quotes::divide;

    /// SUP-13: a closed set of elements
    #[test]
    fn nothing_of_html_is_left_that_does_something() {
        for (html, kept) in [
            ("<p style='x' class=a id=b onclick=c>T</p>", "<p>T</p>"),
            ("<script>alert(1)</script>T<style>p{}</style>", "T"),
            ("<a href='javascript:alert(1)'>T</a>", "<a rel=\"noopener nofollow ugc\">T</a>"),
            ("<a href=' java\nscript:alert(1)'>T</a>", "<a rel=\"noopener nofollow ugc\">T</a>"),
            ("<a href='data:text/html,x'>T</a>", "<a rel=\"noopener nofollow ugc\">T</a>"),
            ("<a href='/account/delete'>T</a>", "<a rel=\"noopener nofollow ugc\">T</a>"),
            (
                "<a href='https://a.example/'>T</a>",
                "<a href=\"https://a.example/\" rel=\"noopener nofollow ugc\">T</a>",
            ),
            ("<img src='https://a.example/p.gif'>T", "T"),
            ("<form action=x><input name=p><button>B</button></form>T", "BT"),
            ("<svg><a href=x>1</a></svg><math><mi>x</mi></math>T", "T"),
            ("<iframe src=x>1</iframe>T", "T"),
            ("<!-- c --><base href='https://e/'>T", "T"),
            (
                "<table><tr><td colspan=2 bgcolor=red>T</td></tr></table>",
                "<table><tbody><tr><td colspan=\"2\">T</td></tr></tbody></table>",
            ),
            ("<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">", "\"&gt;"),
            ("<b>never closed", "<b>never closed</b>"),
        ] {
            assert_eq!(clean(html), kept, "{html}");
        }
        // Tags that never end: as long as one that is looked at, and not each to the end.
        let bomb = "<img ".repeat(400_000);
        assert_eq!(remote_pictures(&format!("{bomb}https://a.example/")), 0);
        assert_eq!(remote_pictures("<IMG a=b SRC=https://a.example/1><img src=\"cid:x\"><img src='//a/2'>"), 2);
    }

    /// security.md §6
    #[test]
    fn of_elements_in_each_other_without_end_the_text_is_kept() {
        for begin in ["<div>", "<b></i>", "<B x=1>"] {
            assert_eq!(clean(&format!("{}T&amp;<script>x</script>", begin.repeat(200_000))).trim(), "T&amp;");
        }
        let wide = "<p>a<br><b>b</b></p>".repeat(10_000);
        assert_eq!(clean(&wide), wide);
    }

    #[test]
    fn a_quote_of_a_known_program_is_folded() {
        let parts = divide(&text(
            "<div>New.</div><div class=\"gmail_quote\"><div>On Monday:</div><blockquote>Old</blockquote></div>",
        ));
        assert_eq!(parts.text.trim(), "New.");
        assert!(parts.quoted.contains("Old"), "{parts:?}");
    }
}
