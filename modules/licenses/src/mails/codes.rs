//! The buyer gets their codes (LIC-3), at once or again (LIC-12).

use crate::tables::purchase;
use gatehouse_catalog::tables::product;
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Uuid};
use gatehouse_db::Tx;
use gatehouse_mail::{Letter, Recipient};
use sea_orm::entity::prelude::*;

/// What is sent.
pub(crate) struct CodesMail<'a> {
    pub to: &'a Recipient,
    pub order: &'a purchase::Model,
    pub product: Uuid,
    /// With hyphens; at least one.
    pub codes: Vec<String>,
}

/// Queues the mail. One code stands large; several stand in a list.
pub(crate) async fn queue(cx: &Cx, tx: &Tx, mail: CodesMail<'_>) -> Result<(), Fault> {
    let t = crate::texts(mail.to.lang);
    let product = product::Entity::find_by_id(mail.product).one(&**tx).await?.map(|p| p.name).unwrap_or_default();
    let count = i64::try_from(mail.codes.len()).unwrap_or(i64::MAX);
    let mut codes = mail.codes;
    let code = if codes.len() == 1 { codes.pop() } else { None };
    let (button, path, held) = if mail.to.account.is_some() {
        (t.msg_mail_codes_open(), "/licenses", t.msg_mail_codes_in_account())
    } else {
        (t.msg_mail_codes_add(), "/licenses/add", t.msg_mail_codes_keep())
    };
    Letter::new(cx, "licenses.codes", mail.to)
        .title(t.msg_mail_codes_title(count, &product))
        .lead(t.msg_mail_codes_lead(count, &product))
        .line(t.msg_mail_codes_body(count))
        .lines(codes)
        .code(code)
        .button(button, path)
        .after(held)
        .reason(t.msg_mail_codes_reason(&mail.order.number))
        .queue(tx)
        .await
}
