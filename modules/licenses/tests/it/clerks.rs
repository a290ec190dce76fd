//! Clerks and programs, and what they sell.

#[path = "../../../catalog/tests/it/on_sale.rs"]
mod on_sale;

pub use on_sale::on_sale;

pub use gatehouse_testkit::{program, staff};

use gatehouse_core::Uuid;
use gatehouse_db::sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use gatehouse_licenses::actions::create_order::{CreateOrder, create_order};
use gatehouse_licenses::actions::issue::{Issue, Issued, issue};
use gatehouse_licenses::tables::license;
use gatehouse_testkit::{Browser, World};

/// A browser in which a clerk is signed in.
pub fn clerk(world: &World) -> Browser {
    staff(world, "licensing")
}

/// Everything that staff's programs may.
pub const ALL_SCOPES: &str = "catalog:read,catalog:write,orders:read,orders:write,sellers:write,licenses:read,licenses:write,companies:read,companies:write";

/// An order of a buyer who reads mails in `lang`.
pub async fn order(world: &World, number: &str, email: &str, lang: &str) -> Uuid {
    let input = CreateOrder {
        number: number.into(),
        source: "shop".into(),
        buyer_email: email.into(),
        buyer_lang: lang.into(),
        ..CreateOrder::default()
    };
    create_order(&world.cx(), &input).await.unwrap()
}

/// What the tests issue unless they say otherwise.
pub fn three_seats(order: Uuid, quantity: &str) -> Issue {
    Issue {
        order,
        product: "beacon".into(),
        edition: "pro".into(),
        term: "1-year".into(),
        seats: "3".into(),
        quantity: quantity.into(),
        ..Issue::default()
    }
}

/// Issues licenses of three seats.
pub async fn sold(world: &World, order: Uuid, quantity: &str) -> Issued {
    issue(&world.cx(), &three_seats(order, quantity)).await.unwrap()
}

/// The licenses of an order, in the order of issue.
pub async fn licenses_of(world: &World, order: Uuid) -> Vec<license::Model> {
    license::Entity::find()
        .filter(license::Column::PurchaseId.eq(order))
        .order_by_asc(license::Column::Id)
        .all(world.cx().read())
        .await
        .unwrap()
}

/// The code in a mail's text: the first word of its shape.
pub fn code_in(text: &str) -> String {
    text.split_whitespace()
        .find(|word| word.len() == 23 && word.chars().filter(|c| *c == '-').count() == 3)
        .unwrap_or_else(|| panic!("no code in {text}"))
        .to_owned()
}

/// The one mail of this kind to an address; the test's clock stands still, so mails of a moment have no order.
pub async fn mail_of(world: &World, kind: &str, to: &str) -> gatehouse_testkit::ReadMail {
    let mut found: Vec<_> = world.mails().await.into_iter().filter(|m| m.kind == kind && m.to == to).collect();
    assert_eq!(found.len(), 1, "{kind} to {to}");
    found.remove(0)
}
