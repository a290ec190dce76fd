//! The mails to customers about their accounts (ALL-4): one file each, in the account's language.

pub(crate) mod address_changed;
pub(crate) mod address_reserved;
pub(crate) mod address_wanted;
pub(crate) mod already_registered;
pub(crate) mod attach_service;
pub(crate) mod change_address;
pub(crate) mod confirm;
pub(crate) mod deleted;
pub(crate) mod export_ready;
pub(crate) mod factor_added;
pub(crate) mod factor_removed;
pub(crate) mod first_factor_undone;
pub(crate) mod new_device;
pub(crate) mod new_devices;
pub(crate) mod passkey_added;
pub(crate) mod passkey_copied;
pub(crate) mod passkey_removed;
pub(crate) mod password_changed;
pub(crate) mod phone_added;
pub(crate) mod phone_removed;
pub(crate) mod recover;
pub(crate) mod recovery_code_used;
pub(crate) mod recovery_codes_renewed;
pub(crate) mod removal_done;
pub(crate) mod removal_stopped;
pub(crate) mod removal_waits;
pub(crate) mod second_step_paused;
pub(crate) mod service_attached;
pub(crate) mod service_detached;
pub(crate) mod set_password;
pub(crate) mod signed_out;

use gatehouse_context::Cx;
use gatehouse_core::agent::device_label;
use gatehouse_core::{Lang, Secret};
use gatehouse_mail::Letter;

/// A device and its place: the browser's name of itself, and the network.
fn device(lang: Lang, agent: Option<&str>, network: Option<&str>) -> String {
    let device = agent.and_then(device_label).unwrap_or_else(|| crate::texts(lang).msg_device_unknown());
    match network {
        Some(network) => format!("{device}, {network}"),
        None => device,
    }
}

/// The device and place of the request, for security notices.
fn device_here(cx: &Cx, lang: Lang) -> String {
    device(lang, cx.agent.as_deref(), cx.network.as_deref())
}

/// What a mail about the first factor says besides: whoever added it may be a thief with the password, and only this link gets them out.
fn first_factor<'a>(letter: Letter<'a>, lang: Lang, link: &Secret<String>) -> Letter<'a> {
    let t = crate::texts(lang);
    letter
        .line(t.msg_mail_undo_factor_yours())
        .line(t.msg_mail_undo_factor_other())
        .button(t.msg_undo_factor_button(), &format!("/undo-two-step?token={}", link.expose()))
        .after(t.msg_mail_undo_factor_term())
}
