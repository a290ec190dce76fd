//! Who sold an order, for its buyer who asked without an account (LIC-35).

use crate::model::help_about::HelpAbout;
use crate::tables::{purchase, seller};
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Lang};
use gatehouse_db::Tx;
use gatehouse_mail::ledger::Caused;
use gatehouse_mail::{Letter, Recipient};

/// Queues the mail.
pub(crate) async fn queue(
    cx: &Cx,
    tx: &Tx,
    to: &Recipient,
    (order, about): (&purchase::Model, Option<HelpAbout>),
    seller: Option<&seller::Model>,
    caused: &Caused,
) -> Result<(), Fault> {
    let (t, number) = (crate::texts(to.lang), order.number.as_str());
    let name = seller.map(|seller| seller.name.as_str()).or(order.partner.as_deref());
    let mut letter = Letter::new(cx, "licenses.seller", to).title(t.msg_mail_seller_title(number));
    letter = match name {
        Some(name) => letter.lead(t.msg_mail_seller_lead(number, name)).line(t.msg_mail_seller_first()),
        None => letter.lead(t.msg_mail_seller_unknown(number)),
    };
    if let Some(about) = about {
        letter = letter.line(about.what_helps(to.lang));
    }
    if let Some(seller) = seller {
        letter = letter.facts(ways(seller, to.lang));
    }
    let vendor = gatehouse_brand::of(&cx.app);
    if !vendor.help().is_empty() {
        letter = letter.after(t.msg_mail_seller_otherwise(vendor.help()));
    }
    letter.caused(caused).reason(t.msg_mail_seller_reason(number)).queue(tx).await
}

/// The ways to reach it that there are.
fn ways(seller: &seller::Model, lang: Lang) -> Vec<(String, String)> {
    let t = crate::texts(lang);
    let ways = [
        (t.msg_seller_site(), seller.site.clone()),
        (t.msg_seller_email(), gatehouse_address::shown(&seller.email)),
        (t.msg_seller_phone(), seller.phone.clone()),
        (t.msg_seller_hours(), seller.hours.clone()),
    ];
    ways.into_iter().filter(|(_, way)| !way.is_empty()).collect()
}
