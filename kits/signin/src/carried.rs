//! A link's token leaves the address at the first look: proxies and histories keep addresses (ASVS 14.2.1). It goes on
//! in a sealed cookie of this browser, for one path and ten minutes.

use crate::token::is_base64url;
use gatehouse_context::sealed_token;
use gatehouse_core::{Fault, HOUR, MINUTE, SECOND, Secret};
use gatehouse_web::cookies::Name;
use gatehouse_web::{Done, Halt, Visit};
use serde::Deserialize;

const PURPOSE: &str = "signin.carried_link";
/// How long a link's page can be loaded again without its mail.
pub const LIFE: i64 = 10 * MINUTE;
/// No browser carries a token longer: for so long one is known as the one that followed its link.
pub const LONGEST: i64 = HOUR;

/// What the address of a mailed link brings.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Link {
    /// The token.
    pub token: String,
}

/// A look at a link's page: the first one takes the token out of the address, the next one shows what the carried token opens.
pub async fn look(
    visit: &Visit,
    path: &str,
    link: &Link,
    show: impl AsyncFnOnce(String) -> Result<Done, Halt>,
) -> Result<Done, Halt> {
    if is_carriable(&link.token) {
        return Ok(carry(visit, path, &link.token)?);
    }
    show(carried(visit, path).map(|token| token.expose().clone()).unwrap_or_default()).await
}

/// Whether a text of an address can be a token or note of ours; nothing else is carried.
fn is_carriable(text: &str) -> bool {
    (43..=300).contains(&text.len()) && is_base64url(text)
}

/// Goes to `path` with the token in the cookie.
fn carry(visit: &Visit, path: &str, token: &str) -> Result<Done, Fault> {
    keep(visit, visit.go(path), path, token, LIFE)
}

/// The answer with the token in the cookie, for `path` and for `life` microseconds, [`LONGEST`] at the most.
pub fn keep(visit: &Visit, done: Done, path: &str, token: &str, life: i64) -> Result<Done, Fault> {
    let life = life.min(LONGEST);
    let sealed =
        sealed_token::seal(&visit.cx, PURPOSE, visit.cx.now().plus(life), format!("{path} {token}").as_bytes())?;
    Ok(visit.with_cookie(done, Name::Link, sealed, Some(life / SECOND)))
}

/// The token that this browser carries for `path`.
pub fn carried(visit: &Visit, path: &str) -> Option<Secret<String>> {
    let opened = sealed_token::open(&visit.cx, PURPOSE, LONGEST, visit.cookie(Name::Link)?)?;
    let (of, text) = std::str::from_utf8(&opened).ok()?.split_once(' ')?;
    (of == path).then(|| Secret::new(text.to_owned()))
}

/// Takes the cookie back.
pub fn drop_carried(visit: &Visit, done: Done) -> Done {
    visit.without_cookie(done, Name::Link)
}
