//! Enough of a reader of PDF for the tests: objects, streams, and the text of pages as a program that copies it finds it.

use flate2::read::ZlibDecoder;
use std::collections::BTreeMap;
use std::io::Read as _;

pub struct Object {
    pub dict: String,
    pub stream: Vec<u8>,
}

pub struct Pdf {
    pub objects: BTreeMap<u32, Object>,
    bytes: Vec<u8>,
}

fn find(bytes: &[u8], what: &[u8], from: usize) -> Option<usize> {
    bytes.get(from..)?.windows(what.len()).position(|window| window == what).map(|at| at + from)
}

fn latin(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| char::from(*byte)).collect()
}

/// The number behind this key.
pub fn number(dict: &str, key: &str) -> Option<u32> {
    let rest = dict.split_once(key)?.1.trim_start();
    rest.split(|c: char| !c.is_ascii_digit()).next()?.parse().ok()
}

impl Pdf {
    pub fn read(bytes: &[u8]) -> Self {
        assert!(bytes.starts_with(b"%PDF-1.7"), "{}", latin(&bytes[..9]));
        let (mut objects, mut at) = (BTreeMap::new(), 0);
        while let Some(begin) = find(bytes, b" 0 obj\n", at) {
            let digits = bytes[..begin].iter().rev().take_while(|byte| byte.is_ascii_digit()).count();
            let id = latin(&bytes[begin - digits..begin]).parse().unwrap();
            let body = begin + 7;
            let end = find(bytes, b"endobj", body).unwrap();
            let stream = find(bytes, b"\nstream\n", body).filter(|stream| *stream < end);
            let Some(stream) = stream else {
                objects.insert(id, Object { dict: latin(&bytes[body..end]), stream: Vec::new() });
                at = end;
                continue;
            };
            let dict = latin(&bytes[body..stream]);
            let length = number(&dict, "/Length").unwrap() as usize;
            let raw = &bytes[stream + 8..stream + 8 + length];
            let mut content = Vec::new();
            if dict.contains("/FlateDecode") {
                ZlibDecoder::new(raw).read_to_end(&mut content).unwrap();
            } else {
                content.extend_from_slice(raw);
            }
            objects.insert(id, Object { dict, stream: content });
            at = stream + 8 + length;
        }
        Self { objects, bytes: bytes.to_vec() }
    }

    /// Whether this stands somewhere, in the file or in what is compressed inside.
    pub fn has(&self, what: &str) -> bool {
        let what = what.as_bytes();
        find(&self.bytes, what, 0).is_some() || self.objects.values().any(|one| find(&one.stream, what, 0).is_some())
    }

    fn pages(&self) -> Vec<&Object> {
        let is_page = |object: &&Object| object.dict.contains("/Type/Page") && !object.dict.contains("/Type/Pages");
        self.objects.values().filter(is_page).collect()
    }

    /// The text of each page, a line for each marked piece.
    pub fn text(&self) -> Vec<String> {
        self.pages().into_iter().map(|page| self.page_text(page)).collect()
    }

    fn page_text(&self, page: &Object) -> String {
        let resources = match number(&page.dict, "/Resources") {
            Some(id) => &self.objects[&id].dict,
            None => &page.dict,
        };
        let fonts = self.fonts(resources);
        let content = &self.objects[&number(&page.dict, "/Contents").unwrap()].stream;
        shown(content, &fonts)
    }

    /// The characters of each font of the page, by glyph.
    fn fonts(&self, resources: &str) -> BTreeMap<String, BTreeMap<u16, String>> {
        let mut fonts = BTreeMap::new();
        for part in resources.split('/').skip(1) {
            let mut words = part.split_whitespace();
            let (Some(name), Some(id)) = (words.next(), words.next().and_then(|id| id.parse().ok())) else { continue };
            let Some(object) = self.objects.get(&id) else { continue };
            if let Some(map) = number(&object.dict, "/ToUnicode") {
                fonts.insert(name.to_owned(), characters(&latin(&self.objects[&map].stream)));
            } else if !object.dict.contains("/Type0") {
                // The fonts may stand in a dictionary of their own.
                if name == "Font" {
                    fonts.extend(self.fonts(&object.dict));
                }
            }
        }
        fonts
    }
}

fn characters(map: &str) -> BTreeMap<u16, String> {
    let mut found = BTreeMap::new();
    let lines = map.lines().filter_map(|line| line.strip_prefix('<')?.strip_suffix('>')?.split_once("> <"));
    for (glyph, text) in lines.filter(|(glyph, text)| glyph.len() == 4 && !text.contains('<')) {
        let units: Vec<u16> =
            (0..text.len() / 4).map(|at| u16::from_str_radix(&text[at * 4..at * 4 + 4], 16).unwrap()).collect();
        found.insert(u16::from_str_radix(glyph, 16).unwrap(), String::from_utf16(&units).unwrap());
    }
    found
}

fn shown(content: &[u8], fonts: &BTreeMap<String, BTreeMap<u16, String>>) -> String {
    let (mut text, mut at) = (String::new(), 0);
    let (mut strings, mut name, mut font) = (Vec::<Vec<u8>>::new(), String::new(), String::new());
    while at < content.len() {
        match content[at] {
            b'(' => {
                let (string, end) = literal(content, at + 1);
                strings.push(string);
                at = end;
            }
            b'<' if content.get(at + 1) == Some(&b'<') => at += 2,
            b'<' => {
                let end = find(content, b">", at).unwrap();
                let digits = latin(&content[at + 1..end]);
                let byte = |at: usize| u8::from_str_radix(&digits[at..at + 2], 16).unwrap();
                strings.push((0..digits.len()).step_by(2).map(byte).collect());
                at = end + 1;
            }
            b'/' => {
                let length = content[at + 1..].iter().take_while(|byte| byte.is_ascii_alphanumeric()).count();
                name = latin(&content[at + 1..at + 1 + length]);
                at += 1 + length;
            }
            byte if byte.is_ascii_alphabetic() => {
                let length =
                    content[at..].iter().take_while(|byte| byte.is_ascii_alphabetic() || **byte == b'*').count();
                match &content[at..at + length] {
                    b"Tf" => font.clone_from(&name),
                    b"Tj" | b"TJ" => {
                        for pair in strings.iter().flat_map(|string| string.chunks_exact(2)) {
                            let glyph = u16::from_be_bytes([pair[0], pair[1]]);
                            assert_ne!(glyph, 0, "a character without a glyph");
                            text.push_str(fonts[&font].get(&glyph).expect("a glyph that means nothing"));
                        }
                    }
                    b"EMC" => text.push('\n'),
                    _ => {}
                }
                strings.clear();
                at += length;
            }
            _ => at += 1,
        }
    }
    text
}

/// A string in parentheses, from behind the first; and where it ends.
fn literal(content: &[u8], mut at: usize) -> (Vec<u8>, usize) {
    let (mut string, mut depth) = (Vec::new(), 1);
    loop {
        match content[at] {
            b'\\' => {
                at += 1;
                let octal = content[at..].iter().take(3).take_while(|byte| matches!(byte, b'0'..=b'7')).count();
                if octal > 0 {
                    string.push(u8::from_str_radix(&latin(&content[at..at + octal]), 8).unwrap());
                    at += octal - 1;
                } else {
                    string.push(match content[at] {
                        b'n' => b'\n',
                        b'r' => b'\r',
                        b't' => b'\t',
                        b'b' => 8,
                        b'f' => 12,
                        other => other,
                    });
                }
            }
            b')' if depth == 1 => return (string, at + 1),
            byte => {
                depth += i32::from(byte == b'(') - i32::from(byte == b')');
                string.push(byte);
            }
        }
        at += 1;
    }
}
