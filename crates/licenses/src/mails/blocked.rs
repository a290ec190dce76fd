//! Holders are told of a block: planned, in force, taken back; why, and what to do (LIC-20).

use super::{Letter, send};
use crate::model::license::{BlockReason, grouped};
use crate::people::Recipient;
use crate::tables::{license, product};
use gatehouse_core::{Fault, Moment, Uuid};
use gatehouse_db::{Cx, Tx};
use gatehouse_l10n::Format;
use sea_orm::entity::prelude::*;

/// What happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum News {
    /// It will be blocked from then on.
    Planned(Moment),
    /// It is blocked.
    Blocked,
    /// It works again, or the plan was taken back.
    Unblocked,
}

/// Queues the mail to one holder, in their language and zone. `note`: the clerk's words to them.
pub(crate) async fn queue(
    cx: &Cx,
    tx: &Tx,
    to: &Recipient,
    license: &license::Model,
    note: Option<&str>,
    news: News,
) -> Result<Uuid, Fault> {
    let t = crate::texts(to.lang);
    let product = product::Entity::find_by_id(license.product_id).one(&**tx).await?.map(|p| p.name).unwrap_or_default();
    let number = grouped(&license.number);
    let reason = license.block_reason.as_deref().and_then(BlockReason::from_word);
    let (title, lead) = match news {
        News::Planned(from) => {
            let day = Format::new(to.lang, to.zone.clone()).date_time(from);
            (t.msg_mail_block_planned_title(&product), t.msg_mail_block_planned_lead(&number, &product, &day))
        }
        News::Blocked => (t.msg_mail_blocked_title(&product), t.msg_mail_blocked_lead(&number, &product)),
        News::Unblocked => (t.msg_mail_unblocked_title(&product), t.msg_mail_unblocked_lead(&number, &product)),
    };
    let mut body = Vec::new();
    if let Some(reason) = reason {
        body.push(reason.why(to.lang));
        if let Some(note) = note {
            body.push(t.msg_mail_block_note(note));
        }
        body.push(reason.what_to_do(to.lang));
    }
    let mut after = Vec::new();
    if news == News::Unblocked {
        after.push(t.msg_mail_unblocked_after());
    } else {
        after.push(t.msg_mail_block_devices());
        let help = &cx.app.settings.help_url;
        after.push(if help.is_empty() { t.msg_mail_block_object() } else { t.msg_mail_block_object_at(help) });
    }
    let path = if to.account.is_some() { format!("/licenses/{}", license.id) } else { "/licenses".to_owned() };
    let letter = Letter {
        kind: match news {
            News::Planned(_) => "licenses.block_planned",
            News::Blocked => "licenses.blocked",
            News::Unblocked => "licenses.unblocked",
        },
        title,
        lead,
        body,
        button: Some((t.msg_mail_block_open(), format!("{}{path}", cx.app.settings.origin))),
        code: None,
        after,
        reason: t.msg_mail_block_reason(&number),
    };
    send(cx, tx, to, letter).await
}
