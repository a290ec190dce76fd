//! The page of the archive: for people, in their language, with no script and nothing from elsewhere.

use gatehouse_context::data_set::{DataColumn, DataValue};
use gatehouse_l10n::Format;

/// What the page says besides the data.
#[derive(Clone, Debug)]
pub struct PageWords {
    /// The tag of its language.
    pub lang: String,
    /// The title.
    pub title: String,
    /// Whose data, from whom, and of when.
    pub lede: String,
    /// Where the same data is for programs.
    pub files: String,
    /// That a set has no rows.
    pub nothing: String,
    /// Yes.
    pub yes: String,
    /// No.
    pub no: String,
}

const STYLE: &str = "body{font:16px/1.5 system-ui,sans-serif;margin:0 auto;max-width:70rem;padding:1.5rem;color:#1b1b1f;\
    background:#fff}h1{font-size:1.6rem}h2{font-size:1.2rem;margin-top:2.5rem}div{overflow-x:auto}\
    table{border-collapse:collapse;width:100%}th,td{text-align:left;vertical-align:top;padding:.4rem .75rem .4rem 0;\
    border-bottom:1px solid #d5d5dc;overflow-wrap:anywhere;white-space:pre-line}th{font-weight:600}\
    @media(prefers-color-scheme:dark){body{color:#ececf1;background:#16161a}th,td{border-color:#3a3a42}a{color:#9db8ff}}";

/// The beginning; `sets`: name and title of each.
pub(crate) fn begin(words: &PageWords, sets: &[(String, String)]) -> String {
    let links: String = sets
        .iter()
        .map(|(name, title)| format!("<li><a href=\"#{}\">{}</a></li>", escaped(name), escaped(title)))
        .collect();
    format!(
        "<!doctype html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{title}</title>\n\
         <style>{STYLE}</style>\n</head>\n<body>\n<main>\n<h1>{title}</h1>\n<p>{}</p>\n<p>{}</p>\n<ul>{links}</ul>\n",
        escaped(&words.lang),
        escaped(&words.lede),
        escaped(&words.files),
        title = escaped(&words.title),
    )
}

/// The head of a set.
pub(crate) fn head(name: &str, title: &str) -> String {
    format!("<section aria-labelledby=\"{0}\">\n<h2 id=\"{0}\">{1}</h2>\n", escaped(name), escaped(title))
}

/// The head of its table; `title` is for those who hear it.
pub(crate) fn table(columns: &[DataColumn]) -> String {
    let cells: String =
        columns.iter().map(|column| format!("<th scope=\"col\">{}</th>", escaped(&column.title))).collect();
    format!("<div tabindex=\"0\">\n<table>\n<thead><tr>{cells}</tr></thead>\n<tbody>\n")
}

/// Rows of the table.
pub(crate) fn rows(words: &PageWords, format: &Format, rows: &[Vec<DataValue>]) -> String {
    let mut text = String::new();
    for row in rows {
        text.push_str("<tr>");
        for value in row {
            text.push_str(&format!("<td>{}</td>", shown(words, format, value)));
        }
        text.push_str("</tr>\n");
    }
    text
}

/// A set that has one row by its nature, as a list of facts.
pub(crate) fn facts(words: &PageWords, format: &Format, columns: &[DataColumn], row: &[DataValue]) -> String {
    let mut text = String::from("<div tabindex=\"0\">\n<table>\n<tbody>\n");
    for (column, value) in columns.iter().zip(row) {
        let (title, value) = (escaped(&column.title), shown(words, format, value));
        text.push_str(&format!("<tr><th scope=\"row\">{title}</th><td>{value}</td></tr>\n"));
    }
    text + TABLE_END
}

pub(crate) const TABLE_END: &str = "</tbody>\n</table>\n</div>\n";
pub(crate) const SET_END: &str = "</section>\n";
pub(crate) const END: &str = "</main>\n</body>\n</html>\n";

/// What stands where there is nothing.
pub(crate) fn nothing(words: &PageWords) -> String {
    format!("<p>{}</p>\n", escaped(&words.nothing))
}

fn shown(words: &PageWords, format: &Format, value: &DataValue) -> String {
    match value {
        DataValue::Nothing => String::new(),
        DataValue::Text(text) => escaped(text),
        DataValue::Number(number) => escaped(&format.number(*number)),
        DataValue::Flag(true) => escaped(&words.yes),
        DataValue::Flag(false) => escaped(&words.no),
        DataValue::Time(moment) => escaped(&format.date_time(*moment)),
    }
}

fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::escaped;

    /// PRI-5
    #[test]
    fn what_people_typed_is_text_and_nothing_else() {
        assert_eq!(escaped("<img src=x onerror='a'>&\""), "&lt;img src=x onerror=&#39;a&#39;&gt;&amp;&quot;");
    }
}
