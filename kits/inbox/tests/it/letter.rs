//! Builds mails as programs write them.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

/// A mail while it is written.
#[derive(Clone, Default)]
pub struct Letter {
    head: Vec<(String, Vec<u8>)>,
    body: Vec<u8>,
}

impl Letter {
    /// From Alice to the general address.
    pub fn new(subject: &str) -> Self {
        let mut letter = Self::default();
        letter.set("From", "Alice Example <alice@cust.example>");
        letter.set("To", "Support <support@portal.example>");
        letter.set("Subject", &word(subject));
        letter.set("Date", "Mon, 23 Nov 2026 10:00:00 +0000");
        letter.set("Message-ID", "<a1@cust.example>");
        letter.set("MIME-Version", "1.0");
        letter
    }

    fn set(&mut self, name: &str, value: &str) {
        self.head.retain(|(own, _)| !own.eq_ignore_ascii_case(name));
        self.head.push((name.to_owned(), value.as_bytes().to_vec()));
    }

    /// Replaces a head line.
    pub fn with(mut self, name: &str, value: &str) -> Self {
        self.set(name, value);
        self
    }

    /// Adds one beside others of its name.
    pub fn and(mut self, name: &str, value: &str) -> Self {
        self.head.push((name.to_owned(), value.as_bytes().to_vec()));
        self
    }

    pub fn without(mut self, name: &str) -> Self {
        self.head.retain(|(own, _)| !own.eq_ignore_ascii_case(name));
        self
    }

    /// A text of UTF-8.
    pub fn text(self, text: &str) -> Self {
        self.with("Content-Type", "text/plain; charset=utf-8")
            .with("Content-Transfer-Encoding", "8bit")
            .bytes(text.as_bytes())
    }

    pub fn html(self, html: &str) -> Self {
        self.with("Content-Type", "text/html; charset=utf-8")
            .with("Content-Transfer-Encoding", "8bit")
            .bytes(html.as_bytes())
    }

    /// A body as it stands, under the head lines that are there.
    pub fn bytes(mut self, body: &[u8]) -> Self {
        self.body = body.to_vec();
        self
    }

    /// Several parts; each with its own head.
    pub fn parts(self, kind: &str, parts: &[Vec<u8>]) -> Self {
        let body = multipart("b0", parts);
        self.with("Content-Type", &format!("multipart/{kind}; boundary=\"b0\"")).bytes(&body)
    }

    /// As it is sent.
    pub fn build(&self) -> Vec<u8> {
        let mut out = Vec::new();
        for (name, value) in &self.head {
            out.extend_from_slice(name.as_bytes());
            out.extend_from_slice(b": ");
            out.extend_from_slice(value);
            out.extend_from_slice(b"\r\n");
        }
        out.extend_from_slice(b"\r\n");
        let text = self.body.clone();
        // Line ends as they travel.
        let mut before = 0;
        for byte in text {
            if byte == b'\n' && before != b'\r' {
                out.push(b'\r');
            }
            out.push(byte);
            before = byte;
        }
        out.extend_from_slice(b"\r\n");
        out
    }
}

/// A word of a head line that is not plain.
pub fn word(text: &str) -> String {
    if text.is_ascii() { text.to_owned() } else { format!("=?utf-8?B?{}?=", STANDARD.encode(text)) }
}

pub fn part(head: &str, body: &[u8]) -> Vec<u8> {
    [head.as_bytes(), b"\r\n\r\n", body].concat()
}

pub fn text_part(text: &str) -> Vec<u8> {
    part("Content-Type: text/plain; charset=utf-8", text.as_bytes())
}

pub fn html_part(html: &str) -> Vec<u8> {
    part("Content-Type: text/html; charset=utf-8", html.as_bytes())
}

/// An attachment in base64.
pub fn file_part(name: &str, media: &str, content: &[u8]) -> Vec<u8> {
    let lines: Vec<String> =
        STANDARD.encode(content).as_bytes().chunks(76).map(|line| String::from_utf8_lossy(line).into_owned()).collect();
    let head = format!(
        "Content-Type: {media}; name=\"{name}\"\r\nContent-Disposition: attachment; filename=\"{name}\"\r\nContent-Transfer-Encoding: base64"
    );
    part(&head, lines.join("\r\n").as_bytes())
}

pub fn multipart(boundary: &str, parts: &[Vec<u8>]) -> Vec<u8> {
    let mut out = Vec::new();
    for part in parts {
        out.extend_from_slice(format!("--{boundary}\r\n").as_bytes());
        out.extend_from_slice(part);
        out.extend_from_slice(b"\r\n");
    }
    out.extend_from_slice(format!("--{boundary}--\r\n").as_bytes());
    out
}

/// `winmail.dat` with these files.
pub fn tnef(body: &str, files: &[(&str, &str, &[u8])]) -> Vec<u8> {
    let mut out = [&0x223e_9f78_u32.to_le_bytes()[..], &[1, 0]].concat();
    let mut add = |level: u8, kind: u32, data: &[u8]| {
        out.push(level);
        out.extend_from_slice(&kind.to_le_bytes());
        out.extend_from_slice(&u32::try_from(data.len()).unwrap().to_le_bytes());
        out.extend_from_slice(data);
        let sum = data.iter().fold(0_u16, |sum, byte| sum.wrapping_add(u16::from(*byte)));
        out.extend_from_slice(&sum.to_le_bytes());
    };
    add(1, 0x0008_9006, &0x0001_0000_u32.to_le_bytes());
    if !body.is_empty() {
        add(1, 0x0002_800c, &[body.as_bytes(), &[0]].concat());
    }
    for (short, long, content) in files {
        add(2, 0x0006_9002, &[0; 14]);
        add(2, 0x0001_8010, &[short.as_bytes(), &[0]].concat());
        add(2, 0x0006_800f, content);
        if !long.is_empty() {
            let units: Vec<u8> = long.encode_utf16().chain([0]).flat_map(u16::to_le_bytes).collect();
            let mut property = [&1_u32.to_le_bytes()[..], &[0x1f, 0], &[0x07, 0x37]].concat();
            property.extend_from_slice(&1_u32.to_le_bytes());
            property.extend_from_slice(&u32::try_from(units.len()).unwrap().to_le_bytes());
            property.extend_from_slice(&units);
            property.resize(property.len().next_multiple_of(4), 0);
            add(2, 0x0006_9005, &property);
        }
    }
    out
}
