//! Where a client may have people sent back to. An address is registered as browsers write it and compared to the letter, so that what
//! is checked here is what is opened later (RFC 9700 §4.1, RFC 8252 §7 and §8.4).

use super::client::ClientKind;
use gatehouse_core::host;
use url::Url;

/// The longest address.
pub const LONGEST: usize = 512;
/// The most addresses of one list.
pub const MOST: usize = 20;

/// What the provider adds to a redirect address: one that has it already could say something else than the answer does.
const ANSWERS: [&str; 10] = [
    "access_token",
    "code",
    "error",
    "error_description",
    "error_uri",
    "id_token",
    "iss",
    "response",
    "session_state",
    "state",
];

/// This machine by its numbers. A name is none of them: who answers to it says a resolver (RFC 8252 §8.3).
const LOOPBACK: [&str; 2] = ["127.0.0.1", "[::1]"];

/// Why an address cannot be registered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WrongUri {
    /// More than [`LONGEST`] characters.
    TooLong,
    /// No address, or one with characters that none has.
    NotAnAddress,
    /// With a `#`.
    Fragment,
    /// With a `*`.
    Wildcard,
    /// With a user's name or password.
    UserInfo,
    /// Browsers write it otherwise: capitals in the host, a port that is understood, dots that lead upward.
    NotNormal,
    /// Neither https, nor on the machine of an app.
    NotHttps,
    /// An app's own machine by a name.
    LoopbackByName,
    /// A scheme of its own, of a client that is no app.
    SchemeOfApps,
    /// A scheme that is no domain turned round, or more than one slash behind it.
    NotReversed,
    /// A parameter that the answer has.
    AnswerParameter,
}

/// Checks an address for people to be sent back to. `at_home`: the portal itself runs on its developer's machine, and so may its
/// clients.
pub fn redirect_uri(text: &str, kind: ClientKind, at_home: bool) -> Result<(), WrongUri> {
    let url = written_normally(text)?;
    match url.scheme() {
        "https" => is_https(&url)?,
        "http" => is_loopback(&url, kind, at_home)?,
        _ if !kind.is_native() => return Err(WrongUri::SchemeOfApps),
        scheme => is_reversed(scheme, text)?,
    }
    if url.query_pairs().any(|(name, _)| ANSWERS.iter().any(|answer| name.eq_ignore_ascii_case(answer))) {
        return Err(WrongUri::AnswerParameter);
    }
    Ok(())
}

/// Checks the address at which a client's server hears of people who signed out.
pub fn server_uri(text: &str, at_home: bool) -> Result<(), WrongUri> {
    let url = written_normally(text)?;
    match url.scheme() {
        "https" => is_https(&url),
        "http" => is_loopback(&url, ClientKind::Web, at_home),
        _ => Err(WrongUri::NotHttps),
    }
}

/// Whether `asked` is one of `registered`. For apps the port of an address on their own machine may differ, and nothing else.
#[must_use]
pub fn allows(registered: &[String], asked: &str, native: bool) -> bool {
    registered.iter().any(|known| is_same(known, asked, native))
}

/// Whether two addresses are one for a client of this kind.
#[must_use]
pub fn is_same(one: &str, other: &str, native: bool) -> bool {
    one == other || (native && without_port(one).is_some() && without_port(one) == without_port(other))
}

fn written_normally(text: &str) -> Result<Url, WrongUri> {
    if text.len() > LONGEST {
        return Err(WrongUri::TooLong);
    }
    if text.contains('#') {
        return Err(WrongUri::Fragment);
    }
    if text.contains('*') {
        return Err(WrongUri::Wildcard);
    }
    if !text.bytes().all(may_stand) || !is_escaped_well(text) {
        return Err(WrongUri::NotAnAddress);
    }
    let url = Url::parse(text).map_err(|_| WrongUri::NotAnAddress)?;
    if !url.username().is_empty() || url.password().is_some() || authority(text).contains('@') {
        return Err(WrongUri::UserInfo);
    }
    if url.port() == Some(0) {
        return Err(WrongUri::NotAnAddress);
    }
    if url.as_str() == text { Ok(url) } else { Err(WrongUri::NotNormal) }
}

const fn may_stand(byte: u8) -> bool {
    matches!(byte, b'!'..=b'~') && !matches!(byte, b'"' | b'<' | b'>' | b'\\' | b'^' | b'`' | b'{' | b'|' | b'}')
}

/// Whether behind each `%` there are two digits, and none of them stands for a control character.
fn is_escaped_well(text: &str) -> bool {
    text.split('%').skip(1).all(|behind| {
        let byte = behind.get(..2).filter(|digits| digits.bytes().all(|digit| digit.is_ascii_hexdigit()));
        let byte = byte.and_then(|digits| u8::from_str_radix(digits, 16).ok());
        byte.is_some_and(|byte| !byte.is_ascii_control())
    })
}

fn authority(text: &str) -> &str {
    let behind = text.split_once("://").map_or("", |(_, behind)| behind);
    behind.split(['/', '?']).next().unwrap_or_default()
}

fn is_https(url: &Url) -> Result<(), WrongUri> {
    // `example.com.` is another origin than `example.com`, which looks the same.
    match url.host_str() {
        Some(name) if !name.is_empty() && !name.ends_with('.') => Ok(()),
        _ => Err(WrongUri::NotAnAddress),
    }
}

fn is_loopback(url: &Url, kind: ClientKind, at_home: bool) -> Result<(), WrongUri> {
    let name = url.host_str().unwrap_or_default();
    if LOOPBACK.contains(&name) {
        return if kind.is_native() || at_home { Ok(()) } else { Err(WrongUri::NotHttps) };
    }
    match (host::is_loopback(name), kind.is_native()) {
        (true, true) => Err(WrongUri::LoopbackByName),
        (true, false) if at_home => Ok(()),
        _ => Err(WrongUri::NotHttps),
    }
}

/// `com.example.app:/signed-in`: a domain of who made the app, turned round, and one slash (RFC 8252 §7.1). `javascript:`, `data:` and
/// their like have no dot.
fn is_reversed(scheme: &str, text: &str) -> Result<(), WrongUri> {
    let is_label = |label: &str| {
        label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
            && !label.is_empty()
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    let behind = text.get(scheme.len() + 1..).unwrap_or_default();
    let has_one_slash = behind.starts_with('/') && !behind.contains("//");
    if scheme.contains('.') && scheme.split('.').all(is_label) && has_one_slash {
        Ok(())
    } else {
        Err(WrongUri::NotReversed)
    }
}

/// An address on this machine by its number: host, and everything behind the port.
fn without_port(uri: &str) -> Option<(&str, &str)> {
    let behind = uri.strip_prefix("http://")?;
    let (host, behind) = LOOPBACK.iter().find_map(|host| Some((*host, behind.strip_prefix(host)?)))?;
    let path = match behind.strip_prefix(':') {
        None => behind,
        Some(behind) => {
            let (port, path) = behind.split_at(behind.bytes().take_while(u8::is_ascii_digit).count());
            if port.starts_with('0') || port.parse::<u16>().is_err() {
                return None;
            }
            path
        }
    };
    path.starts_with('/').then_some((host, path))
}
