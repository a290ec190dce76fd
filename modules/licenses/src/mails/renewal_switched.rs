//! Whoever switched automatic renewal on or off has it in writing (LIC-8).

use super::product_name;
use crate::model::auto_renewal::Wish;
use crate::model::license::grouped;
use crate::tables::license;
use gatehouse_accounts::contacts;
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Uuid};
use gatehouse_db::Tx;
use gatehouse_mail::Letter;

/// Queues it.
pub(crate) async fn queue(cx: &Cx, tx: &Tx, account: Uuid, license: &license::Model, wish: Wish) -> Result<(), Fault> {
    let product = product_name(tx, license).await?;
    let number = grouped(&license.number);
    for to in contacts::recipients(cx, &**tx, &[account]).await? {
        let t = crate::texts(to.lang);
        let (title, lead) = match wish {
            Wish::On => (t.msg_mail_switched_on_title(&product), t.msg_mail_switched_on_lead(&number, &product)),
            Wish::Off => (t.msg_mail_switched_off_title(&product), t.msg_mail_switched_off_lead(&number, &product)),
        };
        Letter::new(cx, "licenses.renewal_switched", &to)
            .title(title)
            .lead(lead)
            .line(t.msg_mail_switched_answer())
            .button(t.msg_mail_renewal_open(), &format!("/licenses/{}/renewal", license.id))
            .reason(t.msg_mail_switched_reason())
            .queue(tx)
            .await?;
    }
    Ok(())
}
