//! The last unit of a contract (SUP-3): fifty requests at once, and one gets it; the ledger adds up. The drill `quota` does it two hundred times.

use crate::company_doors::company;
use crate::routes::person;
use gatehouse_catalog::actions::add;
use gatehouse_catalog::actions::edition::EditionEntry;
use gatehouse_catalog::actions::product::{self, ProductEntry};
use gatehouse_catalog::actions::term::TermEntry;
use gatehouse_core::{DAY, Role, Stop, Uuid};
use gatehouse_db::sea_orm::sea_query::Expr;
use gatehouse_db::sea_orm::{
    ColumnTrait as _, EntityTrait as _, IntoActiveModel as _, QueryFilter as _, QueryOrder as _,
};
use gatehouse_licenses::actions::create_order::CreateOrder;
use gatehouse_licenses::actions::issue::Issue;
use gatehouse_licenses::actions::order_licenses::{OrderLicenses, order_licenses};
use gatehouse_licenses::tables::{license, license_holder};
use gatehouse_support::actions::enter_contract::{NewContract, enter_contract};
use gatehouse_support::actions::open_request::{OpenRequest, open_request};
use gatehouse_support::model::category::Level;
use gatehouse_support::model::contract::{ContactPerson, LedgerKind};
use gatehouse_support::tables::{contract, quota_ledger, request};
use gatehouse_testkit::{World, both_engines};

const OWNER: &str = "owner@quota.example.com";
/// Requests at once.
pub const AT_ONCE: usize = 50;

/// A company with a license of a product.
pub struct Buyer {
    company: Uuid,
    owner: Uuid,
    product: Uuid,
}

impl Buyer {
    /// Founds it.
    pub async fn new(world: &World) -> Self {
        let owner = person(world, OWNER).await;
        let company = company(world, "Quota", owner).await;
        let cx = world.cx();
        let entry = ProductEntry { code: "quota".into(), name: "Quota".into(), ..ProductEntry::default() };
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
        let order = CreateOrder { number: "QUOTA-1".into(), source: "staff".into(), ..CreateOrder::default() };
        let licenses = Issue {
            product: "quota".into(),
            edition: "pro".into(),
            term: "1-year".into(),
            seats: "5".into(),
            ..Issue::default()
        };
        let made = order_licenses(&cx, &OrderLicenses { order, licenses: Some(licenses) }).await.unwrap();
        let db = world.app.db.writer();
        let of_order = license::Entity::find().filter(license::Column::PurchaseId.eq(made.order));
        let row = of_order.one(db).await.unwrap().unwrap();
        let (now, end) = (cx.now(), cx.now().plus(300 * DAY));
        license::Entity::update_many()
            .col_expr(license::Column::FirstActivatedAt, Expr::value(now))
            .col_expr(license::Column::EndsAt, Expr::value(end))
            .col_expr(license::Column::EndsOrder, Expr::value(end.0))
            .filter(license::Column::Id.eq(row.id))
            .exec(db)
            .await
            .unwrap();
        let held = license_holder::Model {
            id: cx.id(),
            license_id: row.id,
            account_id: None,
            added_at: now,
            company_id: Some(company),
            key_file_name_sealed: None,
        };
        license_holder::Entity::insert(held.into_active_model()).exec_without_returning(db).await.unwrap();
        Self { company, owner, product }
    }

    /// Fifty requests for the last unit of a new contract: one is opened, the others are told that nothing is left.
    pub async fn race(&self, world: &World, number: &str) {
        let cx = world.cx();
        let new = NewContract {
            company: self.company,
            number: number.into(),
            name: "Premium".into(),
            level: Level::Premium,
            units: Some(1),
            critical: false,
            starts_at: cx.now(),
            ends_at: cx.now().plus(200 * DAY),
            products: vec![self.product],
            contacts: vec![ContactPerson { name: "Olga".into(), email: OWNER.into(), phone: String::new() }],
            max_contacts: 10,
            request: None,
        };
        let contract = enter_contract(&world.cx_staff(&[Role::Support]), new).await.unwrap();
        let input = OpenRequest {
            category: "technical".into(),
            subject: "The last one".into(),
            description: "Who is first?".into(),
            product: self.product.to_string(),
            contract: contract.to_string(),
            fields: [("kind", "error"), ("os", "Windows 11")]
                .map(|(name, text)| (name.to_owned(), text.to_owned()))
                .into(),
            ..OpenRequest::default()
        };
        let all = (0..AT_ONCE).map(|_| {
            let (cx, input, company) = (world.cx_of(self.owner), input.clone(), self.company);
            tokio::spawn(async move {
                // What a busy server asks for is done: once more.
                for _ in 0..200 {
                    match open_request(&cx, Some(company), &input).await {
                        Ok(_) => return Ok(()),
                        Err(Stop::Refused(refusal)) => return Err(gatehouse_core::Refusal::code(&refusal)),
                        Err(Stop::Broken(_)) => {}
                    }
                }
                panic!("never answered");
            })
        });
        let mut opened = 0;
        for one in all.collect::<Vec<_>>() {
            match one.await.unwrap() {
                Ok(()) => opened += 1,
                Err(refused) => assert_eq!(refused, "request.level", "{number}"),
            }
        }
        let read = world.app.db.reader();
        let row = contract::Entity::find_by_id(contract).one(read).await.unwrap().unwrap();
        let lines = quota_ledger::Entity::find()
            .filter(quota_ledger::Column::ContractId.eq(contract))
            .order_by_asc(quota_ledger::Column::Id)
            .all(read)
            .await
            .unwrap();
        let of_it = request::Entity::find().filter(request::Column::ContractId.eq(contract)).all(read).await.unwrap();
        let kinds: Vec<LedgerKind> = lines.iter().map(|line| line.kind).collect();
        assert_eq!((opened, of_it.len(), row.reserved, row.used), (1, 1, 1, 0), "{number}");
        assert_eq!(kinds, [LedgerKind::Granted, LedgerKind::Reserved], "{number}");
        assert_eq!(
            lines.last().map(|line| (line.left_after, line.request_id)),
            Some((Some(0), Some(of_it[0].id))),
            "{number}"
        );
        assert_eq!(row.told_units, 100, "its people are told once that nothing is left");
    }
}

both_engines! {
    /// SUP-3, LIC-27
    async fn of_fifty_for_the_last_unit_one_gets_it_twice_over(world: World) {
        let buyer = Buyer::new(&world).await;
        for round in 0..2 {
            buyer.race(&world, &format!("C-{round}")).await;
        }
    }
}
