//! What the demo's sales cost, and what the shop tells of them later (ACC-19).

use super::teller::{Sale, Teller};
use super::{done, order_of};
use gatehouse_accounts::actions::choose_notifications::choose_notifications;
use gatehouse_core::{Actor, DAY, Fault, Lang, Uuid};
use gatehouse_licenses::actions::create_order::CreateOrder;
use gatehouse_licenses::actions::save_card::{SaveCard, save_card};
use gatehouse_licenses::actions::tell_payment::{TellPayment, tell_payment};
use gatehouse_licenses::mails::{device_activated, license_expires, payment_changed};

/// Amount, currency and invoice of a sale, as the shop tells them with its order; what is free costs nothing.
pub(super) fn paid(sale: &Sale<'_>) -> CreateOrder {
    let (amount, currency) = price(sale);
    let invoice_url = if sale.buyer.is_empty() { String::new() } else { invoice(sale.number) };
    CreateOrder { amount, currency: currency.to_owned(), invoice_url, ..CreateOrder::default() }
}

fn invoice(number: &str) -> String {
    format!("https://shop.skerrylight.test/invoices/{number}")
}

/// The price in the buyer's currency: a year of one seat, for so many seats.
fn price(sale: &Sale<'_>) -> (String, &'static str) {
    let cents: u64 = match sale.product {
        _ if sale.kind == "trial" => 0,
        "studio" => 11_900,
        "vault" => 2_490,
        "capture" => 1_990,
        "keys" => 990,
        _ => 3_990,
    };
    let total = cents * u64::from(sale.seats);
    match sale.lang {
        Lang::Ja => ((total * 16 / 1_000 * 100).to_string(), "JPY"),
        Lang::Ru => (format!("{}.00", total * 56 / 1_000 * 100), "KZT"),
        Lang::En => (format!("{}.{:02}", total / 100, total % 100), "EUR"),
    }
}

/// The shop tells of a payment that came back, or that a bank disputes.
pub(super) async fn tell(teller: &Teller<'_>, shop: &Actor, sale: &Sale<'_>, state: &str) -> Result<(), Fault> {
    let cx = teller.by(shop);
    let (amount, currency) = price(sale);
    let told = TellPayment {
        order: order_of(&cx, sale.number).await?,
        state: state.into(),
        amount,
        currency: currency.into(),
        invoice_url: invoice(sale.number),
        ..TellPayment::default()
    };
    done(tell_payment(&cx, &told).await).map(drop)
}

/// Somebody saves their card when they buy.
pub(super) async fn save(teller: &Teller<'_>, shop: &Actor, number: &str, last_four: &str) -> Result<(), Fault> {
    let cx = teller.by(shop);
    let in_two_years = cx.now().plus(700 * DAY).rfc3339();
    let card = SaveCard {
        order: order_of(&cx, number).await?,
        last_four: last_four.into(),
        expires: in_two_years.chars().take("2028-11".len()).collect(),
    };
    done(save_card(&cx, &card).await).map(drop)
}

/// Somebody switches notifications on.
pub(super) async fn notify(teller: &Teller<'_>, account: Uuid) -> Result<(), Fault> {
    let all = [license_expires::NOTIFICATION, device_activated::NOTIFICATION, payment_changed::NOTIFICATION];
    done(choose_notifications(&teller.of(account), &all).await)
}
