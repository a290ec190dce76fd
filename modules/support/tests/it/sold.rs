//! What is sold, and to whom: products, licenses and contracts.

use crate::{Firm, agent};
use gatehouse_catalog::actions::add;
use gatehouse_catalog::actions::edition::EditionEntry;
use gatehouse_catalog::actions::product::{self, ProductEntry};
use gatehouse_catalog::actions::term::TermEntry;
use gatehouse_core::{DAY, Uuid};
use gatehouse_db::sea_orm::{ColumnTrait as _, EntityTrait as _, IntoActiveModel as _, QueryFilter as _};
use gatehouse_licenses::actions::create_order::CreateOrder;
use gatehouse_licenses::actions::issue::Issue;
use gatehouse_licenses::actions::order_licenses::{OrderLicenses, order_licenses};
use gatehouse_licenses::model::holder::Holder;
use gatehouse_licenses::tables::{license, license_holder};
use gatehouse_support::actions::enter_contract::{NewContract, enter_contract};
use gatehouse_support::model::category::Level;
use gatehouse_support::model::contract::ContactPerson;
use gatehouse_testkit::World;

/// A product with an edition that is sold for a year.
pub async fn product(world: &World, code: &str) -> Uuid {
    let cx = world.cx();
    let entry = ProductEntry { code: code.into(), name: format!("The {code}"), ..ProductEntry::default() };
    let product = product::create(&cx, &entry).await.unwrap();
    let entry =
        EditionEntry { code: "pro".into(), name: "Pro".into(), position: "1".into(), ..EditionEntry::default() };
    add(&cx, product, None, &entry).await.unwrap();
    let entry = TermEntry {
        code: "1-year".into(),
        name: "One year".into(),
        starts: "activation".into(),
        months: "12".into(),
        ..TermEntry::default()
    };
    add(&cx, product, None, &entry).await.unwrap();
    product
}

/// A license of a product that this one has; `ends`: days from now.
pub async fn license(world: &World, product: &str, holder: Holder, ends: i64) -> Uuid {
    use gatehouse_db::sea_orm::sea_query::Expr;
    let number = format!("SHOP-{}", world.cx().id().simple());
    let order = CreateOrder { number, source: "staff".into(), ..CreateOrder::default() };
    let licenses = Issue {
        product: product.into(),
        edition: "pro".into(),
        term: "1-year".into(),
        seats: "5".into(),
        ..Issue::default()
    };
    let made = order_licenses(&world.cx(), &OrderLicenses { order, licenses: Some(licenses) }).await.unwrap();
    let db = world.app.db.writer();
    let of_order = license::Entity::find().filter(license::Column::PurchaseId.eq(made.order));
    let row = of_order.one(db).await.unwrap().unwrap();
    let (now, end) = (world.cx().now(), world.cx().now().plus(ends * DAY));
    license::Entity::update_many()
        .col_expr(license::Column::FirstActivatedAt, Expr::value(now))
        .col_expr(license::Column::EndsAt, Expr::value(end))
        .col_expr(license::Column::EndsOrder, Expr::value(end.0))
        .filter(license::Column::Id.eq(row.id))
        .exec(db)
        .await
        .unwrap();
    let held = license_holder::Model {
        id: world.cx().id(),
        license_id: row.id,
        account_id: holder.account(),
        added_at: now,
        company_id: holder.company(),
        key_file_name_sealed: None,
    };
    license_holder::Entity::insert(held.into_active_model()).exec_without_returning(db).await.unwrap();
    row.id
}

/// A contract of a company for a year, with these contacts.
pub async fn contract(world: &World, firm: &Firm, product: Uuid, units: Option<i64>, contacts: &[&str]) -> Uuid {
    let new = NewContract {
        company: firm.id,
        number: format!("C-{}", world.cx().id().simple()),
        name: "Premium 24×7".into(),
        level: Level::Premium,
        units,
        critical: true,
        starts_at: world.cx().now(),
        ends_at: world.cx().now().plus(365 * DAY),
        products: vec![product],
        contacts: contacts
            .iter()
            .map(|email| ContactPerson { name: "Carl Contact".into(), email: (*email).into(), phone: String::new() })
            .collect(),
        max_contacts: 10,
        request: None,
    };
    enter_contract(&agent(world), new).await.unwrap()
}
