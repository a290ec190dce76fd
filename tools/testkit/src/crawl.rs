//! Following every link of every page, and what can be seen of each without a browser.

use crate::browser::{Answer, Browser};
use crate::crates;
use crate::html::{self, Seen};
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use gatehouse_core::Lang;
use std::collections::{BTreeSet, VecDeque};

/// A way through the site in one language.
pub struct Crawl {
    browser: Browser,
    lang: Lang,
    /// Still to be asked for, each with the page that leads there.
    waiting: VecDeque<(String, String)>,
    asked: BTreeSet<String>,
    messages: BTreeSet<String>,
    pages: Vec<String>,
    faults: Vec<String>,
}

impl Crawl {
    /// Begins at these addresses, as the person who is signed in at the browser.
    #[must_use]
    pub fn new(browser: Browser, lang: Lang, from: &[&str]) -> Self {
        let waiting = from.iter().map(|path| ((*path).to_owned(), "the start".to_owned())).collect();
        Self {
            browser,
            lang,
            waiting,
            asked: BTreeSet::new(),
            messages: messages(),
            pages: Vec::new(),
            faults: Vec::new(),
        }
    }

    /// Follows links until there is nothing new, and gives the addresses of the pages.
    ///
    /// # Panics
    /// With everything that is wrong: a link that leads to no page, a page in another language, none or several first headings, a field
    /// without a label, a picture without words, an id that stands twice, the name of a message in place of its text.
    pub async fn walk(mut self) -> Vec<String> {
        // The language is kept in a cookie from here on.
        let first = self.waiting.front().map_or("/", |(path, _)| path.as_str());
        let chosen = format!("{first}?lang={}", self.lang.tag());
        self.browser.get(&chosen).await;
        while let Some((address, from)) = self.waiting.pop_front() {
            if self.asked.insert(place(&address)) {
                let answer = self.browser.get(&address).await;
                self.look_at(&address, &from, &answer);
            }
        }
        assert!(self.faults.is_empty(), "{} faults:\n{}", self.faults.len(), self.faults.join("\n"));
        self.pages
    }

    fn look_at(&mut self, address: &str, from: &str, answer: &Answer) {
        if answer.status.is_redirection() {
            self.lead(&answer.location(), address);
            return;
        }
        if answer.status != StatusCode::OK {
            self.faults.push(format!("{from} leads to {address}, which answers {}", answer.status));
            return;
        }
        if !answer.headers.get(CONTENT_TYPE).is_some_and(|kind| kind.as_bytes().starts_with(b"text/html")) {
            return;
        }
        self.pages.push(address.to_owned());
        let seen = html::read(&answer.body);
        for fault in wrong(&seen, self.lang, &self.messages) {
            self.faults.push(format!("{address} in {}: {fault}", self.lang.tag()));
        }
        for link in seen.links {
            self.lead(&link, address);
        }
    }

    /// Links to other places, to files of the browser, to what only a development server has and to this page in another language are none of
    /// ours.
    fn lead(&mut self, to: &str, from: &str) {
        let to = to.split('#').next().unwrap_or_default();
        let is_other = ["/assets/", "/_"].iter().any(|other| to.starts_with(other)) || to.contains("lang=");
        if to.starts_with('/') && !is_other {
            self.waiting.push_back((to.to_owned(), from.to_owned()));
        }
    }
}

/// What is wrong with a page.
fn wrong(seen: &Seen, lang: Lang, messages: &BTreeSet<String>) -> Vec<String> {
    let mut faults = Vec::new();
    if seen.lang != lang.tag() {
        faults.push(format!("it says that it is in {:?}", seen.lang));
    }
    if seen.first_headings != 1 {
        faults.push(format!("{} first headings", seen.first_headings));
    }
    let mut ids = BTreeSet::new();
    faults.extend(seen.ids.iter().filter(|id| !ids.insert(id.as_str())).map(|id| format!("the id {id} stands twice")));
    for field in &seen.fields {
        let has_label = field.is_named || field.id.as_ref().is_some_and(|id| seen.labelled.contains(id));
        if !has_label {
            faults.push(format!("the field {:?} has no label", field.name));
        }
    }
    faults.extend(seen.pictures_without_words.iter().map(|picture| format!("the picture {picture:?} has no words")));
    let is_raw = |text: &&String| text.contains("{$") || text.contains("{ $") || messages.contains(text.as_str());
    faults.extend(seen.texts.iter().filter(is_raw).map(|text| format!("{text:?} is no text for people")));
    faults
}

/// An address is asked once with each set of members in its query, whatever they are.
fn place(address: &str) -> String {
    let (path, query) = address.split_once('?').unwrap_or((address, ""));
    let names: BTreeSet<&str> = query.split('&').filter_map(|pair| pair.split('=').next()).collect();
    format!("{path}?{}", names.into_iter().collect::<Vec<_>>().join("&"))
}

/// The names of all messages that no word of a language looks like: those of several parts.
fn messages() -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for folder in crates() {
        let Ok(files) = std::fs::read_dir(folder.join("locales/en")) else { continue };
        for file in files {
            let text = std::fs::read_to_string(file.unwrap().path()).unwrap();
            let names =
                text.lines().filter(|line| !line.starts_with([' ', '#'])).filter_map(|line| line.split_once(" ="));
            found.extend(names.map(|(name, _)| name.to_owned()).filter(|name| name.contains('-')));
        }
    }
    assert!(found.len() > 100, "{found:?}");
    found
}

#[cfg(test)]
mod tests {
    use super::{place, wrong};
    use crate::html::read;
    use gatehouse_core::Lang;
    use std::collections::BTreeSet;

    fn faults(body: &str) -> Vec<String> {
        let page = format!("<!doctype html><html lang=\"en\"><body><h1>A</h1>{body}</body></html>");
        wrong(&read(&page), Lang::En, &BTreeSet::from(["sign-in".to_owned()]))
    }

    #[test]
    fn each_thing_that_is_wrong_is_seen_and_nothing_else() {
        let sound = r#"<label for="a">A</label><input id="a" name="a"><label>B <select name="b"></select></label>
            <input type="hidden" name="c"><input type="submit"><textarea name="d" aria-label="D"></textarea><img alt="" src="/x">
            <p>sign-in here</p><script type="module" src="/s"></script>"#;
        assert_eq!(faults(sound), Vec::<String>::new());
        for (body, fault) in [
            ("<h1>B</h1>", "2 first headings"),
            ("<p id=\"a\"></p><p id=\"a\"></p>", "the id a stands twice"),
            ("<input id=\"a\" name=\"a\">", "the field \"a\" has no label"),
            ("<label for=\"b\">B</label><select id=\"a\" name=\"a\"></select>", "the field \"a\" has no label"),
            ("<img src=\"/x\">", "the picture \"/x\" has no words"),
            ("<p> sign-in </p>", "\"sign-in\" is no text for people"),
            ("<p>for {$days} days</p>", "\"for {$days} days\" is no text for people"),
        ] {
            assert_eq!(faults(body), [fault], "{body}");
        }
        let page = "<html lang=\"ja\"><h1>A</h1></html>";
        assert_eq!(wrong(&read(page), Lang::En, &BTreeSet::new()), ["it says that it is in \"ja\""]);
    }

    #[test]
    fn an_address_is_the_same_place_with_other_values() {
        assert_eq!(place("/a?x=1&y=2"), place("/a?y=&x=9"));
        assert_ne!(place("/a?x=1"), place("/a"));
    }
}
