//! Requests that another site makes a browser send ("cross-site request forgery").
//!
//! A request that changes something must say that it comes from our own pages. Every browser says so: by `Sec-Fetch-Site`,
//! or, older ones and those that came over http, by `Origin`; and no page can make them say otherwise. Of the API a
//! request may say nothing, for programs do not, as long as it brings no cookies: none acts for a person there. Pages take
//! none without it, not even without cookies: else another site could sign a person in to an account that is not theirs.
//!
//! Few addresses take posts of others ([`is_for_others`]): where a service answers that somebody signs in with, whose handler believes an
//! answer only to a question that this very browser carries, and changes nothing itself; and where a mail program ends a kind of mails by a
//! single click (RFC 8058), whose handler goes by the token of the mail alone, whoever is signed in; and where the provider of the staff ends
//! sessions (OpenID Connect Back-Channel Logout 1.0), whose handler goes by a signed token alone. So do the two addresses to which other sites
//! may send a person by a form to sign in or out there (OpenID Connect Core §3.1.2.1, RP-Initiated Logout §2): their handlers lead to the
//! same address by GET, and do nothing else.

use axum::http::header::{AUTHORIZATION, COOKIE, HeaderMap, HeaderName, ORIGIN};
use axum::http::{HeaderValue, Method};

/// Where mail programs post: of notifications (`mail::switch`), and of trials.
const ONE_CLICK: [&str; 4] =
    ["/stop-emails/now", "/trial/stop/now", "/company-notices/stop/now", "/request-mails/stop/now"];
/// Where other sites send people by a form to sign in to them, or out.
const SENT_HERE: [&str; 2] = ["/oauth/authorize", "/oauth/logout"];
/// Where the provider of the staff posts which sessions end.
const STAFF_LOGOUT: &str = "/staff/sign-in/sso/logout";
const SEC_FETCH_SITE: HeaderName = HeaderName::from_static("sec-fetch-site");

/// Whether a request comes from our own pages, or from nobody's.
pub(crate) fn is_ours(method: &Method, headers: &HeaderMap, is_api: bool, origin: &str) -> bool {
    if matches!(*method, Method::GET | Method::HEAD | Method::OPTIONS) {
        return true;
    }
    // No page can make a browser send this elsewhere without asking first, and we answer no such question.
    if is_api && is_bearer(headers) {
        return true;
    }
    if headers.contains_key(SEC_FETCH_SITE) {
        return only(headers, &SEC_FETCH_SITE).is_some_and(|site| site == "same-origin" || site == "none");
    }
    if headers.contains_key(ORIGIN) {
        return only(headers, &ORIGIN).is_some_and(|from| from == origin);
    }
    is_api && !headers.contains_key(COOKIE)
}

/// Whether this address takes posts that no page of ours has sent.
pub(crate) fn is_for_others(path: &str) -> bool {
    ONE_CLICK.contains(&path) || SENT_HERE.contains(&path) || path == STAFF_LOGOUT || is_answer(path)
}

/// Whether this is where a service posts its answer (`/sign-in/with/SERVICE/answer`).
fn is_answer(path: &str) -> bool {
    let service = path.strip_prefix("/sign-in/with/").and_then(|rest| rest.strip_suffix("/answer"));
    service.is_some_and(|service| !service.is_empty() && !service.contains('/'))
}

/// The value of a header that came once.
fn only<'a>(headers: &'a HeaderMap, name: &HeaderName) -> Option<&'a HeaderValue> {
    let mut lines = headers.get_all(name).iter();
    lines.next().filter(|_| lines.next().is_none())
}

fn is_bearer(headers: &HeaderMap) -> bool {
    let scheme = headers.get(AUTHORIZATION).and_then(|value| value.as_bytes().get(..7));
    scheme.is_some_and(|scheme| scheme.eq_ignore_ascii_case(b"bearer "))
}

#[cfg(test)]
mod tests {
    use super::is_ours;
    use axum::http::{HeaderMap, HeaderName, HeaderValue, Method};

    fn with(lines: &[(&str, &str)]) -> HeaderMap {
        let mut headers = HeaderMap::new();
        for (name, value) in lines {
            headers.append(name.parse::<HeaderName>().unwrap(), HeaderValue::from_str(value).unwrap());
        }
        headers
    }

    fn passes(lines: &[(&str, &str)]) -> [bool; 2] {
        [false, true].map(|api| is_ours(&Method::POST, &with(lines), api, "https://portal.example.com"))
    }

    const SESSION: (&str, &str) = ("cookie", "__Host-gh_session=x");

    /// ALL-4
    #[test]
    fn a_change_must_come_from_our_own_pages() {
        for lines in [
            &[("sec-fetch-site", "same-origin")][..],
            &[("sec-fetch-site", "none")],
            &[("origin", "https://portal.example.com")],
            &[SESSION, ("sec-fetch-site", "same-origin"), ("origin", "https://portal.example.com")],
            &[SESSION, ("origin", "https://portal.example.com")],
        ] {
            assert_eq!(passes(lines), [true, true], "{lines:?}");
        }
        for lines in [
            &[("sec-fetch-site", "cross-site")][..],
            &[("sec-fetch-site", "same-site")],
            &[("sec-fetch-site", "Same-Origin")],
            &[("sec-fetch-site", "same-origin, same-origin")],
            &[("sec-fetch-site", "")],
            &[("sec-fetch-site", "same-origin"), ("sec-fetch-site", "cross-site")],
            &[("sec-fetch-site", "cross-site"), ("origin", "https://portal.example.com")],
            &[("origin", "http://portal.example.com")],
            &[("origin", "https://portal.example.com:8443")],
            &[("origin", "https://portal.example.com.evil.example")],
            &[("origin", "https://portal.example.com@evil.example")],
            &[("origin", "https://sub.portal.example.com")],
            &[("origin", "https://PORTAL.example.com")],
            &[("origin", "null")],
            &[("origin", "")],
            &[("origin", "https://portal.example.com"), ("origin", "https://evil.example")],
            // The name that the request came under proves nothing.
            &[("host", "evil.example"), ("origin", "https://evil.example")],
            &[SESSION],
        ] {
            assert_eq!(passes(lines), [false, false], "{lines:?}");
        }
    }

    /// ALL-4, ACC-7
    #[test]
    fn others_post_to_few_addresses_alone() {
        assert!(super::is_for_others("/trial/stop/now") && super::is_for_others("/company-notices/stop/now"));
        assert!(super::is_for_others("/request-mails/stop/now") && super::is_for_others("/staff/sign-in/sso/logout"));
        assert!(super::is_for_others("/oauth/authorize") && super::is_for_others("/oauth/logout"));
        assert!(super::is_for_others("/sign-in/with/apple/answer") && super::is_for_others("/stop-emails/now"));
        for path in [
            "/oauth/consent",
            "/oauth/logout/now",
            "/sign-in/with//answer",
            "/sign-in/with/a/b/answer",
            "/sign-in/with/answer",
            "/sign-in/with/apple/answer/",
            "/staff/sign-in/sso",
            "/staff/sign-in/sso/logout/",
            "/sign-in",
            "/stop-emails",
            "/stop-emails/now/",
        ] {
            assert!(!super::is_for_others(path), "{path}");
        }
    }

    /// ALL-4, ALL-7, ACC-6
    #[test]
    fn programs_need_say_nothing_where_no_cookie_acts() {
        assert_eq!(passes(&[]), [false, true], "a form without a word could sign somebody in to another's account");
        let key = ("authorization", "Bearer ghk_x");
        assert_eq!(passes(&[key]), [false, true]);
        assert_eq!(passes(&[("authorization", "bearer ghk_x"), ("origin", "app://desktop")]), [false, true]);
        assert_eq!(passes(&[SESSION, key]), [false, true]);
        assert_eq!(passes(&[("authorization", "Basic eA=="), SESSION]), [false, false]);
    }

    #[test]
    fn reading_is_free_and_every_other_method_is_a_change() {
        for method in [Method::GET, Method::HEAD, Method::OPTIONS] {
            assert!(is_ours(&method, &with(&[SESSION, ("sec-fetch-site", "cross-site")]), false, "https://a.example"));
        }
        for method in ["POST", "PUT", "PATCH", "DELETE", "TRACE", "get", "FOO"] {
            let method = Method::from_bytes(method.as_bytes()).unwrap();
            assert!(!is_ours(&method, &with(&[SESSION, ("sec-fetch-site", "cross-site")]), false, "https://a.example"));
        }
    }
}
