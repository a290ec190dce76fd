//! What people who try are told: one file per mail. Each ends all of them, and the trial's data, by its link.

pub(crate) mod code;
pub(crate) mod had_one;
pub(crate) mod reminder;

use crate::model::stop_link::{self, ONE_CLICK, STOP_PAGE};
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Uuid};
use gatehouse_mail::{Letter, Recipient};

/// The letter with the link that ends these mails, for people and for mail programs.
fn with_end<'a>(cx: &Cx, letter: Letter<'a>, to: &Recipient, trial: Uuid) -> Result<Letter<'a>, Fault> {
    let token = stop_link::token(cx, trial)?;
    let (page, click) = (format!("{STOP_PAGE}?token={token}"), format!("{ONE_CLICK}?token={token}"));
    let t = crate::texts(to.lang);
    Ok(letter.ended_by(&page, &click, |link| t.msg_mail_end(link)))
}

/// Where the vendor helps, below the rest; nothing where that is not set.
fn with_help<'a>(cx: &Cx, letter: Letter<'a>, to: &Recipient) -> Letter<'a> {
    let vendor = gatehouse_brand::of(&cx.app);
    if vendor.help().is_empty() { letter } else { letter.after(crate::texts(to.lang).msg_mail_help(vendor.help())) }
}
