//! All holders of a license are told that one of them freed a device's seat from their account (LIC-13): it could have been somebody else.

use super::product_name;
use crate::model::device_name::DeviceName;
use crate::model::license::grouped;
use crate::queries::recipients;
use crate::tables::{activation, license};
use gatehouse_context::{Cx, subject};
use gatehouse_core::Fault;
use gatehouse_db::Tx;
use gatehouse_mail::Letter;

/// Queues it to each of them.
pub(crate) async fn queue(
    cx: &Cx,
    tx: &Tx,
    license: &license::Model,
    seats: &[activation::Model],
) -> Result<(), Fault> {
    let product = product_name(tx, license).await?;
    let key = subject::keys(cx, &**tx, &[license.purchase_id]).await?.remove(&license.purchase_id);
    let names = seats.iter().map(|seat| DeviceName::open(key.as_ref(), seat)).collect::<Result<Vec<_>, _>>()?;
    let number = grouped(&license.number);
    for to in recipients::of_license(cx, &**tx, license).await? {
        let t = crate::texts(to.lang);
        let when = to.format(cx).date_time(cx.now());
        let count = i64::try_from(names.len()).unwrap_or(i64::MAX);
        let named = names.iter().map(|name| match name.shown() {
            "" => t.msg_device_unnamed(),
            name => name.to_owned(),
        });
        Letter::new(cx, "licenses.seat_freed", &to)
            .title(t.msg_mail_seat_freed_title(&product))
            .lead(t.msg_mail_seat_freed_lead(count, &number, &product, &when))
            .lines(named)
            .line(t.msg_mail_seat_freed_not_you())
            .button(t.msg_mail_device_open(), &format!("/licenses/{}", license.id))
            .reason(t.msg_mail_seat_freed_reason(&number))
            .queue(tx)
            .await?;
    }
    Ok(())
}
