//! A buyer who asked for it is told that the payment of an order stands otherwise now (ACC-16, ACC-19).

use crate::model::money::Money;
use crate::model::order::Payment;
use gatehouse_accounts::contacts;
use gatehouse_accounts::queries::contacts::who_wants;
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Notification, Uuid};
use gatehouse_db::Tx;
use gatehouse_mail::Letter;

/// What a person switches on to get it.
pub const NOTIFICATION: Notification =
    Notification { word: "payment_changed", text: |lang| crate::texts(lang).msg_notify_payment_changed() };

/// Queues the mail about the order with this number, where its buyer switched it on.
pub(crate) async fn queue(
    cx: &Cx,
    tx: &Tx,
    buyer: Uuid,
    number: &str,
    (payment, money): (Payment, Option<&Money>),
) -> Result<(), Fault> {
    let wanting = who_wants(&**tx, &[buyer], NOTIFICATION).await?;
    for to in contacts::recipients(cx, &**tx, &wanting).await? {
        let t = crate::texts(to.lang);
        let state = payment.name(to.lang);
        let amount = money.map(|money| (t.msg_purchase_amount(), money.shown(&to.format(cx))));
        let letter = Letter::new(cx, "licenses.payment_changed", &to)
            .title(t.msg_mail_payment_title(number, &state))
            .lead(t.msg_mail_payment_lead(number, &state))
            .button(t.msg_mail_payment_open(), "/account/purchases")
            .facts(amount)
            .after(t.msg_mail_payment_after());
        letter.switched(NOTIFICATION)?.reason(t.msg_mail_payment_reason()).queue(tx).await?;
    }
    Ok(())
}
