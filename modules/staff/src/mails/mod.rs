//! Mails to staff: queued with the change that causes them (ALL-4), in the member's language.
//! One file per mail; what the notices about the member's own access share is here.

mod invitation;
mod joined_by_sso;
mod new_network;
mod passkey_added;
mod passkey_copied;
mod passkey_removed;
mod password_changed;
mod recovery_codes_renewed;
mod second_factor_connected;
mod second_factor_paused;
mod second_factor_reset;
mod sso_connected;

pub(crate) use invitation::invitation;
pub(crate) use joined_by_sso::joined_by_sso;
pub(crate) use new_network::new_network;
pub(crate) use passkey_added::passkey_added;
pub(crate) use passkey_copied::passkey_copied;
pub(crate) use passkey_removed::passkey_removed;
pub(crate) use password_changed::password_changed;
pub(crate) use recovery_codes_renewed::recovery_codes_renewed;
pub(crate) use second_factor_connected::second_factor_connected;
pub(crate) use second_factor_paused::second_factor_paused;
pub(crate) use second_factor_reset::second_factor_reset;
pub(crate) use sso_connected::sso_connected;

use gatehouse_context::Cx;
use gatehouse_mail::{Letter, Recipient};

/// A notice about the member's own access: when and from where, and what to do if it was somebody else.
fn notice<'a>(cx: &'a Cx, kind: &'static str, to: &'a Recipient, title: String, lead: String) -> Letter<'a> {
    let t = crate::texts(to.lang);
    let when = to.format(cx).date_time(cx.now());
    let circumstances = match &cx.network {
        Some(network) => t.msg_mail_circumstances(when, network.as_str()),
        None => t.msg_mail_circumstances_time(when),
    };
    Letter::new(cx, kind, to).title(title).lead(lead).line(circumstances).after(t.msg_mail_not_you())
}
