//! What may come to the listener on the loopback address, and what it is answered: one request of a browser that the portal has sent
//! back. Everything else is ignored, and the wait goes on: any program of this device, and any page in its browsers, can send to the port.

use sha2::{Digest as _, Sha256};
use zeroize::Zeroizing;

use super::arrival::Back;
use crate::wire::is_code;

/// The longest head of a request, in bytes.
pub(super) const LONGEST_HEAD: usize = 16 * 1024;
/// The longest code that is taken, in bytes.
const LONGEST_CODE: usize = 4 * 1024;

/// What the one request is known by.
pub(super) struct WayBack {
    /// `127.0.0.1` and the port: under another name it is a page that has pointed its name here (DNS rebinding).
    pub host: String,
    pub path: String,
    pub state: String,
    pub issuer: String,
}

/// What a request is answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Page {
    /// The person goes on in the product.
    GoBack,
    /// The same, and nobody is signed in.
    NotSignedIn,
    /// Nothing of ours.
    Ignored(&'static str),
}

const BAD_REQUEST: Page = Page::Ignored("400 Bad Request");
const FORBIDDEN: Page = Page::Ignored("403 Forbidden");
const NOT_FOUND: Page = Page::Ignored("404 Not Found");
const NOT_ALLOWED: Page = Page::Ignored("405 Method Not Allowed");
const MISDIRECTED: Page = Page::Ignored("421 Misdirected Request");

/// Whether the head of a request is whole.
pub(super) fn is_whole(head: &[u8]) -> bool {
    head.windows(4).any(|end| end == b"\r\n\r\n")
}

impl WayBack {
    /// Judges a request by its head. Without a way back it is ignored.
    pub(super) fn judge(&self, head: &[u8]) -> (Page, Option<Back>) {
        match self.query(head) {
            Ok(query) => self.read(&query),
            Err(page) => (page, None),
        }
    }

    /// The query of a request that may be the one.
    fn query(&self, head: &[u8]) -> Result<String, Page> {
        let text = std::str::from_utf8(head).map_err(|_| BAD_REQUEST)?;
        let mut lines = text.split("\r\n");
        let mut line = lines.next().unwrap_or_default().split(' ');
        let (method, target, version) = (line.next(), line.next(), line.next());
        let (Some(method), Some(target), Some("HTTP/1.1" | "HTTP/1.0"), None) = (method, target, version, line.next())
        else {
            return Err(BAD_REQUEST);
        };
        if method != "GET" {
            return Err(NOT_ALLOWED);
        }
        let mut hosts = Vec::new();
        for header in lines.take_while(|line| !line.is_empty()) {
            let (name, value) = header.split_once(':').ok_or(BAD_REQUEST)?;
            let value = value.trim();
            match name.to_ascii_lowercase().as_str() {
                "host" => hosts.push(value),
                // A browser that was led here opens a page; one that a page makes ask for something else says so.
                "sec-fetch-mode" if value != "navigate" => return Err(FORBIDDEN),
                "sec-fetch-dest" if value != "document" => return Err(FORBIDDEN),
                _ => {}
            }
        }
        if hosts != [self.host.as_str()] {
            return Err(MISDIRECTED);
        }
        let (path, query) = target.split_once('?').unwrap_or((target, ""));
        if path == self.path { Ok(query.to_owned()) } else { Err(NOT_FOUND) }
    }

    /// The answer of the portal in a query. Whoever does not know the state has no say.
    fn read(&self, query: &str) -> (Page, Option<Back>) {
        let pairs: Vec<_> = form_urlencoded::parse(query.as_bytes()).collect();
        // A member that stands there twice is none.
        let one = |name: &str| {
            let mut named = pairs.iter().filter(|(found, _)| found == name).map(|(_, value)| &**value);
            named.next().filter(|_| named.next().is_none())
        };
        if !one("state").is_some_and(|state| are_equal(state, &self.state)) {
            return (NOT_FOUND, None);
        }
        if one("iss") != Some(self.issuer.as_str()) {
            return (Page::NotSignedIn, Some(Back::OtherIssuer));
        }
        let is_named = |name: &str| pairs.iter().any(|(found, _)| found == name);
        if is_named("error") {
            let error = one("error").filter(|error| is_code(error)).unwrap_or("unreadable");
            return (Page::NotSignedIn, Some(Back::Refused(error.to_owned())));
        }
        match one("code").filter(|code| !code.is_empty() && code.len() <= LONGEST_CODE) {
            Some(code) => (Page::GoBack, Some(Back::Code(Zeroizing::new(code.to_owned())))),
            None => (NOT_FOUND, None),
        }
    }
}

/// In a time that tells nothing about where they differ.
fn are_equal(left: &str, right: &str) -> bool {
    Sha256::digest(left) == Sha256::digest(right)
}

/// The whole answer to a request. Nothing of the request is in it.
pub(super) fn answer(page: Page, language: Option<&str>) -> Vec<u8> {
    let language = language.unwrap_or_default().split(['-', '_', '.']).next().unwrap_or_default().to_ascii_lowercase();
    let (tag, back, not_signed_in) = match language.as_str() {
        "ja" => (
            "ja",
            ("アプリケーションに戻ってください", "このページは閉じてかまいません。"),
            ("ログインしていません", "アプリケーションに戻り、表示される案内をご確認ください。"),
        ),
        "ru" => (
            "ru",
            ("Вернитесь в программу", "Эту страницу можно закрыть."),
            ("Вход не выполнен", "Вернитесь в программу: в ней сказано, что делать дальше."),
        ),
        _ => (
            "en",
            ("Go back to the application", "You can close this page."),
            ("You’re not signed in", "Go back to the application: it says what to do next."),
        ),
    };
    let (status, kind, body) = match page {
        Page::GoBack => ("200 OK", "text/html; charset=utf-8", html(tag, back)),
        Page::NotSignedIn => ("200 OK", "text/html; charset=utf-8", html(tag, not_signed_in)),
        Page::Ignored(status) => (status, "text/plain; charset=utf-8", format!("{status}\n")),
    };
    format!(
        "HTTP/1.1 {status}\r\ncontent-type: {kind}\r\ncontent-length: {}\r\nconnection: close\r\ncache-control: no-store\r\n\
         referrer-policy: no-referrer\r\nx-content-type-options: nosniff\r\ncross-origin-resource-policy: same-origin\r\n\
         content-security-policy: default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'\r\n\r\n{body}",
        body.len()
    )
    .into_bytes()
}

fn html(tag: &str, (title, text): (&str, &str)) -> String {
    format!(
        "<!doctype html>\n<html lang=\"{tag}\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n<title>{title}</title>\n\
         <style>body{{font:1.125rem/1.6 system-ui,sans-serif;max-width:32rem;margin:20vh auto;padding:0 1.5rem}}h1{{font-size:1.5rem}}</style>\n\
         </head>\n<body>\n<main>\n<h1>{title}</h1>\n<p>{text}</p>\n</main>\n</body>\n</html>\n"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: &str = "/callback?code=c-1&state=s-1&iss=https%3A%2F%2Fportal.example.com";

    fn way_back() -> WayBack {
        WayBack {
            host: "127.0.0.1:4711".to_owned(),
            path: "/callback".to_owned(),
            state: "s-1".to_owned(),
            issuer: "https://portal.example.com".to_owned(),
        }
    }

    fn asked(target: &str, headers: &str) -> (Page, Option<Back>) {
        way_back().judge(format!("GET {target} HTTP/1.1\r\nHost: 127.0.0.1:4711\r\n{headers}\r\n").as_bytes())
    }

    /// DEV-1
    #[test]
    fn the_browser_that_the_portal_sent_back_brings_the_code() {
        for headers in ["", "Sec-Fetch-Mode: navigate\r\nSec-Fetch-Dest: document\r\nsec-fetch-site: cross-site\r\n"] {
            let (page, back) = asked(GOOD, headers);
            assert_eq!(page, Page::GoBack);
            assert!(matches!(back, Some(Back::Code(code)) if code.as_str() == "c-1"), "{headers}");
        }
        let (page, back) = asked("/callback?error=access_denied&state=s-1&iss=https%3A%2F%2Fportal.example.com", "");
        assert!(page == Page::NotSignedIn && matches!(back, Some(Back::Refused(error)) if error == "access_denied"));
        let (_, back) = asked("/callback?error=%1b[2J&code=c-1&state=s-1&iss=https%3A%2F%2Fportal.example.com", "");
        assert!(matches!(back, Some(Back::Refused(error)) if error == "unreadable"));
    }

    /// DEV-1
    #[test]
    fn an_answer_of_another_issuer_ends_the_sign_in() {
        for iss in ["", "&iss=https%3A%2F%2Fevil.example", "&iss=https%3A%2F%2Fportal.example.com&iss=x"] {
            let (page, back) = asked(&format!("/callback?code=c-1&state=s-1{iss}"), "");
            assert!(page == Page::NotSignedIn && matches!(back, Some(Back::OtherIssuer)), "{iss}");
        }
    }

    /// DEV-1
    #[test]
    fn everything_else_is_ignored_and_the_wait_goes_on() {
        let host = "Host: 127.0.0.1:4711\r\n";
        let of = |line: &str, headers: &str| format!("{line}\r\n{headers}\r\n");
        let good = format!("GET {GOOD} HTTP/1.1");
        let state = "&iss=https%3A%2F%2Fportal.example.com";
        for (what, head) in [
            ("nothing", String::new()),
            ("no HTTP", of("hello", host)),
            ("HTTP/2", of(&format!("GET {GOOD} HTTP/2.0"), host)),
            ("a line of four words", of(&format!("GET {GOOD} x HTTP/1.1"), host)),
            ("TLS", "\u{16}\u{3}\u{1}\r\n\r\n".to_owned()),
            ("POST", of(&format!("POST {GOOD} HTTP/1.1"), host)),
            ("HEAD", of(&format!("HEAD {GOOD} HTTP/1.1"), host)),
            ("OPTIONS", of(&format!("OPTIONS {GOOD} HTTP/1.1"), host)),
            ("get", of(&format!("get {GOOD} HTTP/1.1"), host)),
            ("another path", of("GET /?code=c-1&state=s-1 HTTP/1.1", host)),
            ("a path behind it", of(&format!("GET /callback/{GOOD} HTTP/1.1"), host)),
            ("a path that leads to it", of(&format!("GET /x/..{GOOD} HTTP/1.1"), host)),
            ("a path in other letters", of(&format!("GET {} HTTP/1.1", GOOD.replace("/callback", "/Callback")), host)),
            ("a whole address", of(&format!("GET http://127.0.0.1:4711{GOOD} HTTP/1.1"), host)),
            ("an icon", of("GET /favicon.ico HTTP/1.1", host)),
            ("no state", of(&format!("GET /callback?code=c-1{state} HTTP/1.1"), host)),
            ("another state", of(&format!("GET /callback?code=c-1&state=s-2{state} HTTP/1.1"), host)),
            ("an empty state", of(&format!("GET /callback?code=c-1&state={state} HTTP/1.1"), host)),
            ("two states", of(&format!("GET /callback?code=c-1&state=s-1&state=s-1{state} HTTP/1.1"), host)),
            ("an error without a state", of(&format!("GET /callback?error=access_denied{state} HTTP/1.1"), host)),
            ("no code", of(&format!("GET /callback?state=s-1{state} HTTP/1.1"), host)),
            ("two codes", of(&format!("GET /callback?code=a&code=b&state=s-1{state} HTTP/1.1"), host)),
            ("an empty code", of(&format!("GET /callback?code=&state=s-1{state} HTTP/1.1"), host)),
            (
                "a code without an end",
                of(&format!("GET /callback?code={}&state=s-1{state} HTTP/1.1", "c".repeat(5_000)), host),
            ),
            ("no host", of(&good, "")),
            ("another name", of(&good, "Host: evil.example:4711\r\n")),
            ("a name that was pointed here", of(&good, "Host: 127.0.0.1.evil.example:4711\r\n")),
            ("localhost", of(&good, "Host: localhost:4711\r\n")),
            ("another port", of(&good, "Host: 127.0.0.1:4712\r\n")),
            ("no port", of(&good, "Host: 127.0.0.1\r\n")),
            ("two hosts", of(&good, &format!("{host}Host: evil.example\r\n"))),
            ("a picture of a page", of(&good, &format!("{host}Sec-Fetch-Mode: no-cors\r\nSec-Fetch-Dest: image\r\n"))),
            ("a script of a page", of(&good, &format!("{host}Sec-Fetch-Mode: cors\r\n"))),
            ("a frame of a page", of(&good, &format!("{host}Sec-Fetch-Mode: navigate\r\nSec-Fetch-Dest: iframe\r\n"))),
            ("a header that is none", of(&good, &format!("{host}nonsense\r\n"))),
        ] {
            let (page, back) = way_back().judge(head.as_bytes());
            assert!(matches!(page, Page::Ignored(_)) && back.is_none(), "{what}: {page:?}");
        }
        assert!(matches!(way_back().judge(b"GET /callback?\xff HTTP/1.1\r\n\r\n"), (Page::Ignored(_), None)));
    }

    /// DEV-1 ALL-1
    #[test]
    fn the_page_is_in_the_persons_language_and_repeats_nothing() {
        for (language, tag, words) in [
            (None, "en", "Go back to the application"),
            (Some("ja-JP"), "ja", "アプリケーションに戻ってください"),
            (Some("ru"), "ru", "Вернитесь в программу"),
            (Some("de"), "en", "Go back to the application"),
        ] {
            let page = String::from_utf8(answer(Page::GoBack, language)).unwrap();
            assert!(page.contains(&format!("<html lang=\"{tag}\">")) && page.contains(words), "{page}");
            assert!(page.contains("default-src 'none'") && !page.contains("<script"), "{page}");
            let (head, body) = page.split_once("\r\n\r\n").unwrap();
            assert!(head.contains(&format!("content-length: {}\r\n", body.len())), "{head}");
        }
        let ignored = String::from_utf8(answer(Page::Ignored("404 Not Found"), None)).unwrap();
        assert!(ignored.starts_with("HTTP/1.1 404 Not Found\r\n") && ignored.ends_with("\r\n\r\n404 Not Found\n"));
    }
}
