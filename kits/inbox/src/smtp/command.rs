//! Commands as they are read. Pure.

use std::net::IpAddr;

/// A command.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    /// `EHLO`, `LHLO`; `extended`: not `HELO`.
    Hello {
        word: Hello,
        name: String,
    },
    /// `MAIL FROM`; an empty path is null.
    Mail {
        path: String,
        size: Option<u64>,
    },
    /// `RCPT TO`.
    Rcpt(String),
    Data,
    Rset,
    Noop,
    Quit,
    StartTls,
    /// What Postfix knows of where a mail came from.
    Xforward {
        ip: Option<IpAddr>,
        helo: Option<String>,
    },
    /// `VRFY`, `EXPN`, `HELP`, `AUTH`, `BDAT`: known, and not offered.
    NotOffered,
    Unknown,
    /// A path or parameter that cannot be read.
    Wrong,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hello {
    Helo,
    Ehlo,
    Lhlo,
}

/// Reads a line without its end.
pub fn read(line: &str) -> Command {
    let line = line.trim_end();
    let (word, rest) = line.split_once(' ').unwrap_or((line, ""));
    let rest = rest.trim();
    match word.to_ascii_uppercase().as_str() {
        "HELO" => hello(Hello::Helo, rest),
        "EHLO" => hello(Hello::Ehlo, rest),
        "LHLO" => hello(Hello::Lhlo, rest),
        "MAIL" => mail(rest),
        "RCPT" => match path(rest, "TO:") {
            Some((path, _)) if !path.is_empty() => Command::Rcpt(path),
            _ => Command::Wrong,
        },
        "DATA" => Command::Data,
        "RSET" => Command::Rset,
        "NOOP" => Command::Noop,
        "QUIT" => Command::Quit,
        "STARTTLS" => Command::StartTls,
        "XFORWARD" => xforward(rest),
        "VRFY" | "EXPN" | "HELP" | "AUTH" | "BDAT" | "ETRN" => Command::NotOffered,
        _ => Command::Unknown,
    }
}

fn hello(word: Hello, name: &str) -> Command {
    let is_name = !name.is_empty() && name.len() <= 255 && name.bytes().all(|byte| byte.is_ascii_graphic());
    if is_name { Command::Hello { word, name: name.to_owned() } } else { Command::Wrong }
}

fn mail(rest: &str) -> Command {
    let Some((path, parameters)) = path(rest, "FROM:") else { return Command::Wrong };
    let mut size = None;
    for parameter in parameters.split_whitespace() {
        let (name, value) = parameter.split_once('=').unwrap_or((parameter, ""));
        if name.eq_ignore_ascii_case("SIZE") {
            match value.parse() {
                Ok(bytes) => size = Some(bytes),
                Err(_) => return Command::Wrong,
            }
        }
    }
    Command::Mail { path, size }
}

/// `FROM:<a@b> SIZE=1` as path and parameters. A source route is dropped (RFC 5321 appendix C).
fn path(rest: &str, keyword: &str) -> Option<(String, String)> {
    let (head, after) = rest.split_at_checked(keyword.len())?;
    if !head.eq_ignore_ascii_case(keyword) {
        return None;
    }
    let after = after.trim_start();
    let (path, parameters) = match after.strip_prefix('<') {
        Some(inner) => inner.split_once('>')?,
        None => after.split_once(' ').unwrap_or((after, "")),
    };
    let path = match path.strip_prefix('@').and_then(|_| path.split_once(':')) {
        Some((_route, path)) => path,
        None => path,
    };
    let is_path =
        path.len() <= 320 && !path.chars().any(|c| c.is_control() || c.is_whitespace() || matches!(c, '<' | '>'));
    let is_address =
        path.is_empty() || path.rsplit_once('@').is_some_and(|(local, domain)| !local.is_empty() && !domain.is_empty());
    (is_path && is_address).then(|| (path.to_owned(), parameters.to_owned()))
}

/// `XFORWARD NAME=… ADDR=… HELO=…`, values in xtext.
fn xforward(rest: &str) -> Command {
    let (mut ip, mut helo) = (None, None);
    for pair in rest.split_whitespace() {
        let Some((name, value)) = pair.split_once('=') else { return Command::Wrong };
        let value = plain(value);
        if value.eq_ignore_ascii_case("[UNAVAILABLE]") || value.eq_ignore_ascii_case("[TEMPUNAVAIL]") {
            continue;
        }
        match name.to_ascii_uppercase().as_str() {
            "ADDR" => {
                let address = value.strip_prefix("IPV6:").or_else(|| value.strip_prefix("IPv6:")).unwrap_or(&value);
                ip = address.parse().ok();
            }
            "HELO" => helo = Some(value.chars().take(255).collect()),
            _ => {}
        }
    }
    Command::Xforward { ip, helo }
}

/// xtext (RFC 3461 §4): `+` and two hexadecimal digits.
fn plain(text: &str) -> String {
    let (mut bytes, mut rest) = (Vec::new(), text.as_bytes());
    while let Some((first, after)) = rest.split_first() {
        let hex = (*first == b'+').then(|| after.get(..2)).flatten();
        let decoded = hex.and_then(|hex| u8::from_str_radix(std::str::from_utf8(hex).ok()?, 16).ok());
        match decoded {
            Some(byte) => {
                bytes.push(byte);
                rest = &after[2..];
            }
            None => {
                bytes.push(*first);
                rest = after;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::{Command, read};

    /// RFC 5321 §4.1.1
    #[test]
    fn a_path_is_read_as_it_is_written() {
        let mail = |path: &str, size| Command::Mail { path: path.to_owned(), size };
        assert_eq!(read("MAIL FROM:<a@b.example> SIZE=100 BODY=8BITMIME"), mail("a@b.example", Some(100)));
        assert_eq!(read("mail from: <a@b.example>\r\n"), mail("a@b.example", None));
        assert_eq!(read("MAIL FROM:<>"), mail("", None));
        assert_eq!(read("MAIL FROM:a@b.example"), mail("a@b.example", None));
        assert_eq!(read("RCPT TO:<@one,@two:a@b.example>"), Command::Rcpt("a@b.example".to_owned()));
        for wrong in [
            "MAIL FROM:<a@b.example",
            "MAIL FROM:<a b@c>",
            "MAIL FROM:<a>",
            "MAIL FROM:<@b>",
            "MAIL TO:<a@b>",
            "MAIL",
            "MAIL FROM:<a@b> SIZE=x",
            "RCPT TO:<>",
            "RCPT TO:",
            "EHLO",
            "EHLO a\tb",
        ] {
            assert_eq!(read(wrong), Command::Wrong, "{wrong}");
        }
        assert_eq!(read(""), Command::Unknown);
        assert_eq!(read("GET / HTTP/1.1"), Command::Unknown);
    }

    #[test]
    fn what_postfix_knows_is_read() {
        let read = |line: &str| match read(line) {
            Command::Xforward { ip, helo } => (ip.map(|ip| ip.to_string()), helo),
            other => panic!("{other:?}"),
        };
        assert_eq!(
            read("XFORWARD NAME=spike.example ADDR=192.0.2.9 HELO=a+2Bb PROTO=ESMTP"),
            (Some("192.0.2.9".to_owned()), Some("a+b".to_owned()))
        );
        assert_eq!(read("XFORWARD ADDR=IPV6:2001:db8::1"), (Some("2001:db8::1".to_owned()), None));
        assert_eq!(read("XFORWARD ADDR=[UNAVAILABLE] HELO=[UNAVAILABLE]"), (None, None));
    }
}
