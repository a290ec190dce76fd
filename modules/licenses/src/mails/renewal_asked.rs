//! The seller is asked to switch automatic renewal of a license on or off, as its holder wishes (LIC-8).

use super::product_name;
use crate::model::auto_renewal::Wish;
use crate::model::license::grouped;
use crate::tables::{license, seller};
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Lang};
use gatehouse_db::Tx;
use gatehouse_mail::{Letter, Recipient};

/// Queues it; false: the seller has no address here. It names license and order, and nobody.
pub(crate) async fn queue(
    cx: &Cx,
    tx: &Tx,
    seller: &seller::Model,
    license: &license::Model,
    order: &str,
    wish: Wish,
) -> Result<bool, Fault> {
    if seller.email.is_empty() {
        return Ok(false);
    }
    let lang = match seller.country.as_deref() {
        Some("JP") => Lang::Ja,
        Some("RU" | "BY" | "KZ" | "KG") => Lang::Ru,
        _ => Lang::En,
    };
    let to = Recipient {
        account: None,
        sealed_by: license.purchase_id,
        email: seller.email.clone(),
        greeted: None,
        lang,
        zone: None,
        is_staff: false,
    };
    let t = crate::texts(lang);
    let product = product_name(tx, license).await?;
    let (title, lead) = match wish {
        Wish::On => (t.msg_mail_ask_on_title(order), t.msg_mail_ask_on_lead(order)),
        Wish::Off => (t.msg_mail_ask_off_title(order), t.msg_mail_ask_off_lead(order)),
    };
    let facts = [
        (t.msg_order_number(), order.to_owned()),
        (t.msg_license_number(), grouped(&license.number)),
        (t.msg_product(), product),
    ];
    Letter::new(cx, "licenses.renewal_asked", &to)
        .title(title)
        .lead(lead)
        .facts(facts)
        .after(t.msg_mail_ask_answer())
        .reason(t.msg_mail_ask_reason())
        .queue(tx)
        .await?;
    Ok(true)
}
