//! The human check (ACC-1): self-hosted, nothing of the visitor leaves the site.
//!
//! The form carries a signed challenge. With JavaScript a worker finds a nonce such that SHA-256 of
//! `challenge ":" nonce` starts with enough zero bits; without, the visitor types the letters of a
//! picture. A challenge lives 30 minutes and is taken once per node.

use crate::view::HumanCheck;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use gatehouse_core::{Fault, Lang, MINUTE, Moment, Refusal};
use gatehouse_db::Cx;
use sha2::{Digest, Sha256};
use std::collections::{HashMap, VecDeque};
use std::sync::{Mutex, PoisonError};
use subtle::ConstantTimeEq;

/// Leading zero bits asked: about 65,000 hashes, a fraction of a second on a phone.
pub const DIFFICULTY: u8 = 16;
const LIFE: i64 = 30 * MINUTE;
const LETTERS: &[u8] = b"ABCDEFHKMNPRTUVWXY";
const PICTURE_LETTERS: usize = 5;
const MOST_SPENT: usize = 100_000;
/// Pictures kept, some 10 KB each: a picture costs a tenth of a second, so one challenge's is drawn once.
const MOST_PICTURES: usize = 200;

/// The check was not passed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HumanRefusal {
    /// No answer, or a nonce that proves nothing.
    Wrong,
    /// Not what stands in the picture. The challenge is spent: a new form has a new picture.
    WrongPicture,
    /// The form was open too long, or sent twice.
    Stale,
}

impl Refusal for HumanRefusal {
    fn code(&self) -> &'static str {
        match self {
            Self::Wrong => "human.wrong",
            Self::WrongPicture => "human.wrong_picture",
            Self::Stale => "human.stale",
        }
    }
    fn text(&self, lang: Lang) -> String {
        let t = crate::texts(lang);
        match self {
            Self::Wrong => t.msg_human_wrong(),
            Self::WrongPicture => t.msg_human_wrong_picture(),
            Self::Stale => t.msg_human_stale(),
        }
    }
    fn field(&self) -> Option<&'static str> {
        Some("human_picture")
    }
}

/// What a form sends back: `human_token`, `human_nonce`, `human_picture`.
#[derive(Clone, Debug, Default, serde::Deserialize)]
pub struct HumanAnswer {
    /// The challenge that the form carried.
    #[serde(default)]
    pub human_token: String,
    /// Found by the worker.
    #[serde(default)]
    pub human_nonce: String,
    /// Typed from the picture.
    #[serde(default)]
    pub human_picture: String,
}

/// Challenges taken already on this node, and the pictures drawn last. Put into the services by the program.
#[derive(Debug, Default)]
pub struct SpentChallenges {
    spent: Mutex<HashMap<[u8; 16], Moment>>,
    pictures: Mutex<VecDeque<([u8; 16], Vec<u8>)>>,
}

impl SpentChallenges {
    /// Takes a challenge; `false` when it was taken before.
    fn take(&self, parsed: &Parsed, now: Moment) -> bool {
        let mut spent = self.spent.lock().unwrap_or_else(PoisonError::into_inner);
        if spent.len() >= MOST_SPENT {
            spent.retain(|_, expires| *expires > now);
        }
        spent.insert(parsed.random, parsed.expires).is_none()
    }

    fn drawn(&self, random: &[u8; 16]) -> Option<Vec<u8>> {
        let pictures = self.pictures.lock().unwrap_or_else(PoisonError::into_inner);
        pictures.iter().find(|(of, _)| of == random).map(|(_, png)| png.clone())
    }

    fn keep(&self, random: [u8; 16], png: Vec<u8>) {
        let mut pictures = self.pictures.lock().unwrap_or_else(PoisonError::into_inner);
        if pictures.len() >= MOST_PICTURES {
            pictures.pop_front();
        }
        pictures.push_back((random, png));
    }
}

/// A new challenge: base64url of expiry, random bytes and a tag.
pub fn challenge(cx: &Cx) -> String {
    let mut body = Vec::with_capacity(40);
    body.extend_from_slice(&cx.now().plus(LIFE).0.to_be_bytes());
    body.extend_from_slice(&cx.app.random.token()[..16]);
    let tag = cx.app.keys.lookup("web.human_challenge", &body);
    body.extend_from_slice(&tag[..16]);
    URL_SAFE_NO_PAD.encode(body)
}

struct Parsed {
    expires: Moment,
    random: [u8; 16],
}

fn parse(cx: &Cx, challenge: &str) -> Option<Parsed> {
    let bytes: [u8; 40] = URL_SAFE_NO_PAD.decode(challenge).ok()?.try_into().ok()?;
    let (body, tag) = bytes.split_at(24);
    // Also a form of before a rotation of the pepper.
    let mut expected = cx.app.keys.accepted("web.human_challenge", body).into_iter();
    if !expected.any(|expected| bool::from(expected[..16].ct_eq(tag))) {
        return None;
    }
    let expires = Moment(i64::from_be_bytes(body[..8].try_into().ok()?));
    Some(Parsed { expires, random: body[8..24].try_into().ok()? })
}

fn letters(cx: &Cx, parsed: &Parsed) -> Vec<char> {
    let stream = cx.app.keys.settled("web.human_letters", &parsed.random);
    stream.iter().take(PICTURE_LETTERS).map(|b| char::from(LETTERS[usize::from(*b) % LETTERS.len()])).collect()
}

/// The picture of a challenge as PNG; `None` for a challenge that is not ours or is too old. The same bytes each time, as
/// long as this node remembers them. Takes about a tenth of a second: not on a thread that serves requests.
pub fn picture(cx: &Cx, challenge: &str) -> Option<Vec<u8>> {
    use captcha::filters::{Noise, Wave};
    let parsed = parse(cx, challenge).filter(|p| p.expires > cx.now())?;
    let book = cx.service::<SpentChallenges>().ok()?;
    if let Some(png) = book.drawn(&parsed.random) {
        return Some(png);
    }
    let mut picture = captcha::Captcha::new();
    for letter in letters(cx, &parsed) {
        picture.set_chars(&[letter]).add_char();
    }
    picture.apply_filter(Noise::new(0.2)).apply_filter(Wave::new(2.0, 10.0).horizontal()).view(240, 100);
    let png = picture.as_png()?;
    book.keep(parsed.random, png.clone());
    Some(png)
}

/// Checks an answer and spends the challenge, also on a wrong reading of its picture. An action calls this before
/// anything that costs.
pub fn check(cx: &Cx, answer: &HumanAnswer) -> Result<Result<(), HumanRefusal>, Fault> {
    let spent = cx.service::<SpentChallenges>()?;
    let Some(parsed) = parse(cx, &answer.human_token) else { return Ok(Err(HumanRefusal::Stale)) };
    let now = cx.now();
    if parsed.expires <= now {
        return Ok(Err(HumanRefusal::Stale));
    }
    let works = proves_work(&answer.human_token, &answer.human_nonce);
    let has_typed = !answer.human_picture.trim().is_empty();
    if !works && !has_typed {
        return Ok(Err(HumanRefusal::Wrong));
    }
    let is_right = works || reads_picture(cx, &parsed, &answer.human_picture);
    if !spent.take(&parsed, now) {
        return Ok(Err(HumanRefusal::Stale));
    }
    Ok(if is_right { Ok(()) } else { Err(HumanRefusal::WrongPicture) })
}

fn proves_work(challenge: &str, nonce: &str) -> bool {
    if nonce.is_empty() || nonce.len() > 20 || !nonce.bytes().all(|b| b.is_ascii_digit()) {
        return false;
    }
    let hash = Sha256::new().chain_update(challenge).chain_update(":").chain_update(nonce).finalize();
    let mut zeros = 0;
    for byte in hash {
        zeros += byte.leading_zeros();
        if byte != 0 {
            break;
        }
    }
    zeros >= u32::from(DIFFICULTY)
}

fn reads_picture(cx: &Cx, parsed: &Parsed, typed: &str) -> bool {
    let typed: String = typed.trim().to_uppercase();
    let expected: String = letters(cx, parsed).into_iter().collect();
    bool::from(typed.as_bytes().ct_eq(expected.as_bytes()))
}

/// The check for a form: a fresh challenge and its picture's address.
pub fn for_form(cx: &Cx) -> HumanCheck {
    let challenge = challenge(cx);
    let picture = format!("/human-check/{challenge}.png");
    HumanCheck::new(cx.lang, challenge.clone(), DIFFICULTY, picture, challenge)
}

/// Solves a challenge by brute force; for tests and for the command-line journey.
pub fn solve(challenge: &str) -> String {
    (0_u64..).map(|n| n.to_string()).find(|nonce| proves_work(challenge, nonce)).unwrap_or_default()
}
