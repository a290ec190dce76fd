//! The human check (ACC-1): self-hosted, nothing of the visitor leaves the site.
//!
//! The form carries a signed challenge. With JavaScript a worker finds a nonce such that SHA-256 of `challenge ":" nonce`
//! starts with enough zero bits; without, the visitor types the letters of a picture. A challenge is good for one form,
//! from the network that got it, for 30 minutes and once, or again for the very same form: those that were answered rightly
//! are rows, so that every node knows them, also after a restart. A picture that was misread is spent on the node that saw
//! it. An action counts the try against its budget before it calls [`check`].

use crate::challenges::Challenges;
use crate::network::Network;
use crate::tables::spent_challenge;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use gatehouse_context::Cx;
use gatehouse_core::{Fault, MINUTE, Moment, Refusal};
use gatehouse_human::{LETTERS, picture, work};
use sea_orm::Set;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::OnConflict;
use sha2::{Digest as _, Sha256};
use subtle::ConstantTimeEq;

/// Leading zero bits asked: about 65,000 hashes, a fraction of a second on a phone.
pub const EASY: u8 = 16;
/// The same under load: about a million hashes, some seconds on a phone.
pub const HARD: u8 = 20;
pub(crate) const LIFE: i64 = 30 * MINUTE;
const PICTURE_LETTERS: usize = 5;

/// The check was not passed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Refusal)]
pub enum HumanRefusal {
    /// No answer, or a nonce that proves nothing.
    #[refusal(422, "human.wrong", human_wrong, field = "human_picture")]
    Wrong,
    /// Not what stands in the picture. The challenge is spent: a new form has a new picture.
    #[refusal(422, "human.wrong_picture", human_wrong_picture, field = "human_picture")]
    WrongPicture,
    /// The form was open too long, its challenge was used for something else, or was given to another form or network.
    #[refusal(422, "human.stale", human_stale, field = "human_picture")]
    Stale,
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

/// Expiry, random bytes, form, difficulty.
const BODY: usize = 8 + 16 + 4 + 1;

/// A new challenge for a form: base64url of its body and a tag over body and network.
pub fn challenge(cx: &Cx, form: &str) -> Result<(String, u8), Fault> {
    let bits = cx.service::<Challenges>()?.difficulty(cx.app.clock.as_ref());
    let mut body = Vec::with_capacity(BODY + 16);
    body.extend_from_slice(&cx.now().plus(LIFE).0.to_be_bytes());
    body.extend_from_slice(&cx.app.random.token()[..16]);
    body.extend_from_slice(&name_of(form));
    body.push(bits);
    let tag = cx.app.keys.lookup(TAGGED, &bound(cx, &body));
    body.extend_from_slice(&tag[..16]);
    Ok((URL_SAFE_NO_PAD.encode(body), bits))
}

fn name_of(form: &str) -> [u8; 4] {
    let hash = Sha256::digest(form);
    [hash[0], hash[1], hash[2], hash[3]]
}

const TAGGED: &str = "guard.human_challenge";

/// What the tag is over.
fn bound(cx: &Cx, body: &[u8]) -> Vec<u8> {
    let network = cx.network.as_deref().map(|name| Network::named(name).wide().to_owned());
    [body, network.unwrap_or_default().as_bytes()].concat()
}

struct Parsed {
    expires: Moment,
    random: [u8; 16],
    form: [u8; 4],
    bits: u8,
}

/// A living challenge of this network.
fn parse(cx: &Cx, challenge: &str) -> Option<Parsed> {
    let bytes: [u8; BODY + 16] = URL_SAFE_NO_PAD.decode(challenge).ok()?.try_into().ok()?;
    let (body, tagged) = bytes.split_at(BODY);
    // Also a form from before a rotation of the pepper.
    let mut expected = cx.app.keys.accepted(TAGGED, &bound(cx, body)).into_iter();
    if !expected.any(|tag| bool::from(tag[..16].ct_eq(tagged))) {
        return None;
    }
    let expires = Moment(i64::from_be_bytes(body[..8].try_into().ok()?));
    let parsed =
        Parsed { expires, random: body[8..24].try_into().ok()?, form: body[24..28].try_into().ok()?, bits: bytes[28] };
    // One from a clock that was ahead would live too long.
    parsed.expires.is_within(cx.now(), LIFE).then_some(parsed)
}

fn letters(cx: &Cx, parsed: &Parsed) -> Vec<char> {
    // Settled, so that a rotation of the pepper changes no picture that somebody is reading.
    let stream = cx.app.keys.settled("guard.human_letters", &parsed.random);
    stream.iter().take(PICTURE_LETTERS).map(|b| char::from(LETTERS[usize::from(*b) % LETTERS.len()])).collect()
}

/// The picture of a challenge as PNG; `None` for a challenge that is not ours or is too old. The same bytes each time,
/// and on every node of the same platform, so that nobody gets several pictures of the same letters to compare. Takes some milliseconds: not on a
/// thread that serves requests. Overload is [`Fault::busy`].
pub fn picture(cx: &Cx, challenge: &str) -> Result<Option<Vec<u8>>, Fault> {
    let Some(parsed) = parse(cx, challenge) else { return Ok(None) };
    let challenges = cx.service::<Challenges>()?;
    if let Some(png) = challenges.drawn(&parsed.random) {
        return Ok(Some(png));
    }
    let _drawing = challenges.draw().ok_or_else(|| Fault::busy("too many pictures are being drawn"))?;
    let seed = cx.app.keys.settled("guard.human_drawing", &parsed.random);
    let png = picture::draw(&letters(cx, &parsed), seed)?;
    challenges.keep(parsed.random, png.clone());
    Ok(Some(png))
}

/// Checks an answer and spends the challenge, also on a wrong reading of its picture. An action calls this behind its
/// budget and before anything that costs more.
pub async fn check(cx: &Cx, form: &str, answer: &HumanAnswer) -> Result<Result<(), HumanRefusal>, Fault> {
    check_once(cx, form, answer, None).await
}

/// [`check`] for a form that may have been shown without its check: without a challenge it is shown again with one.
pub async fn check_when_asked(cx: &Cx, form: &str, answer: &HumanAnswer) -> Result<Result<(), HumanRefusal>, Fault> {
    if answer.human_token.is_empty() { Ok(Err(HumanRefusal::Wrong)) } else { check(cx, form, answer).await }
}

/// [`check`] for a form about one thing (an address): the same form sent again, by a double click or by a network that lost
/// the answer, passes again, and its action answers as it did before. About anything else the challenge is spent.
pub async fn check_about(
    cx: &Cx,
    form: &str,
    answer: &HumanAnswer,
    about: &[u8],
) -> Result<Result<(), HumanRefusal>, Fault> {
    check_once(cx, form, answer, Some(about)).await
}

async fn check_once(
    cx: &Cx,
    form: &str,
    answer: &HumanAnswer,
    about: Option<&[u8]>,
) -> Result<Result<(), HumanRefusal>, Fault> {
    let challenges = cx.service::<Challenges>()?;
    let Some(parsed) = parse(cx, &answer.human_token).filter(|parsed| parsed.form == name_of(form)) else {
        return Ok(Err(HumanRefusal::Stale));
    };
    let works = work::is_done(&answer.human_token, &answer.human_nonce, parsed.bits);
    if !works && answer.human_picture.trim().is_empty() {
        return Ok(Err(HumanRefusal::Wrong));
    }
    let is_right = works || reads_picture(cx, &parsed, &answer.human_picture);
    let now = cx.app.clock.elapsed();
    // Right answers about something are told apart by their rows.
    let is_new = if is_right && about.is_some() {
        !challenges.spent().knows(parsed.random)
    } else {
        challenges.spent().take(parsed.random, now)
    };
    if !is_new {
        return Ok(Err(HumanRefusal::Stale));
    }
    if !is_right {
        metrics::counter!("gatehouse_human_checks_total", "result" => "wrong").increment(1);
        return Ok(Err(HumanRefusal::WrongPicture));
    }
    if !spend(cx, &parsed, about).await? {
        return Ok(Err(HumanRefusal::Stale));
    }
    challenges.spent().count_right(now);
    metrics::counter!("gatehouse_human_checks_total", "result" => "right").increment(1);
    Ok(Ok(()))
}

/// Spends a challenge for all nodes; `false` when it was spent before, unless about the same.
async fn spend(cx: &Cx, parsed: &Parsed, about: Option<&[u8]>) -> Result<bool, Fault> {
    use spent_challenge::{ActiveModel, Column, Entity};
    // Settled: the same form may come again after a rotation of the pepper.
    let mark =
        about.map(|about| cx.app.keys.settled("guard.human_about", &[&parsed.random, about].concat())[..16].to_vec());
    let id = parsed.random.to_vec();
    let row = ActiveModel { id: Set(id.clone()), about_hash: Set(mark.clone()), expires_at: Set(parsed.expires) };
    let once = OnConflict::column(Column::Id).do_nothing().to_owned();
    if Entity::insert(row).on_conflict(once).exec_without_returning(cx.db().writer()).await? == 1 {
        return Ok(true);
    }
    let Some(mark) = mark else { return Ok(false) };
    let same = Entity::find_by_id(id).filter(Column::AboutHash.eq(mark)).one(cx.db().writer()).await?;
    Ok(same.is_some())
}

fn reads_picture(cx: &Cx, parsed: &Parsed, typed: &str) -> bool {
    let typed: String = typed.trim().to_uppercase();
    let expected: String = letters(cx, parsed).into_iter().collect();
    bool::from(typed.as_bytes().ct_eq(expected.as_bytes()))
}

/// Solves a challenge by brute force; for tests and for the command-line journey.
pub fn solve(challenge: &str) -> String {
    let bits = URL_SAFE_NO_PAD.decode(challenge).ok().and_then(|bytes| bytes.get(BODY - 1).copied()).unwrap_or(EASY);
    work::solve(challenge, bits.min(HARD))
}
