//! Switching one kind of mail off by a link of the mail itself (ACC-16), without signing in. Mail programs get the address
//! of a single click in the header `List-Unsubscribe` (RFC 8058); people get a page with a button, because scanners follow links.

use gatehouse_context::{Cx, sealed_token};
use gatehouse_core::{DAY, Fault, Notification, Uuid};

/// The page with the button.
pub const STOP_PAGE: &str = "/stop-emails";
/// Where a mail program posts its single click; a look at it leads to the page.
pub const ONE_CLICK: &str = "/stop-emails/now";
/// What the body of such a post says (RFC 8058 §3.2).
pub const ONE_CLICK_BODY: &str = "List-Unsubscribe=One-Click";
/// Longer bodies are no click.
const LONGEST_CLICK: usize = 2_000;

const PURPOSE: &str = "mail.switch";
/// A link of a mail works for so long: people clean up old mails too.
const LIFE: i64 = 366 * DAY;

/// A token that switches exactly this kind off for exactly this account. Nothing of it is stored, and nobody who has not read the
/// mail can make one.
pub(crate) fn token(cx: &Cx, account: Uuid, kind: Notification) -> Result<String, Fault> {
    let text = [&account.as_bytes()[..], kind.word.as_bytes()].concat();
    sealed_token::seal(cx, PURPOSE, cx.now().plus(LIFE), &text)
}

/// Whose mails of which kind a token switches off; `None`: it is not ours, changed or too old.
pub fn opened(cx: &Cx, token: &str) -> Option<(Uuid, String)> {
    let text = sealed_token::open(cx, PURPOSE, LIFE, token)?;
    let (account, word) = text.split_first_chunk::<16>()?;
    Some((Uuid::from_bytes(*account), String::from_utf8(word.to_vec()).ok()?))
}

/// Whether a body says [`ONE_CLICK_BODY`], as a form or in parts.
pub fn is_click(body: &[u8]) -> bool {
    let has = |word: &[u8]| body.windows(word.len()).any(|part| part == word);
    body.len() < LONGEST_CLICK && has(b"List-Unsubscribe") && has(b"One-Click")
}

#[cfg(test)]
mod tests {
    use super::{ONE_CLICK_BODY, is_click};

    /// ACC-16
    #[test]
    fn a_click_is_posted_as_a_form_or_in_parts() {
        let parts = "--x\r\nContent-Disposition: form-data; name=\"List-Unsubscribe\"\r\n\r\nOne-Click\r\n--x--\r\n";
        assert!(is_click(ONE_CLICK_BODY.as_bytes()) && is_click(parts.as_bytes()));
        for none in ["", "token=x", "List-Unsubscribe=", "One-Click"] {
            assert!(!is_click(none.as_bytes()), "{none}");
        }
    }
}
