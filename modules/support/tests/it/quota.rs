//! Contracts and their units (SUP-3): who may use one, and that none is used twice or lost.

use crate::*;
use gatehouse_support::actions::close::{Close, close};
use gatehouse_support::actions::set_status::{SetStatus, set_status};
use gatehouse_support::model::contract::LedgerKind;
use gatehouse_support::tables::{contract as contracts, quota_ledger};
use gatehouse_testkit::both_engines;

const CONTACT: &str = "owner@acme.example.com";

/// A company with a license of the product and a contract; the input that uses it.
async fn covered(world: &World, units: Option<i64>) -> (Firm, Uuid, OpenRequest) {
    let (firm, beacon) = (firm(world, "acme").await, product(world, "beacon").await);
    license(world, "beacon", Holder::Company(firm.id), 300).await;
    let id = contract(world, &firm, beacon, units, &[CONTACT]).await;
    (firm, id, OpenRequest { contract: id.to_string(), ..technical(beacon) })
}

async fn counted(world: &World, contract: Uuid) -> (i64, i64) {
    let row = contracts::Entity::find_by_id(contract).one(world.app.db.reader()).await.unwrap().unwrap();
    (row.reserved, row.used)
}

async fn lines(world: &World, contract: Uuid) -> Vec<LedgerKind> {
    use quota_ledger::{Column, Entity};
    let own = Entity::find().filter(Column::ContractId.eq(contract)).order_by_asc(Column::Id);
    own.all(world.app.db.reader()).await.unwrap().into_iter().map(|line| line.kind).collect()
}

both_engines! {
    /// SUP-3
    async fn of_fifty_requests_for_the_last_unit_one_gets_it(world: World) {
        let (firm, contract, input) = covered(&world, Some(1)).await;
        let all = (0..50).map(|_| {
            let (cx, input) = (world.cx_of(firm.owner.account), input.clone());
            tokio::spawn(async move {
                // What a busy server asks for is done: once more.
                for _ in 0..50 {
                    match open_request(&cx, Some(firm.id), &input).await {
                        Ok(_) => return true,
                        Err(gatehouse_core::Stop::Refused(_)) => return false,
                        Err(gatehouse_core::Stop::Broken(_)) => {}
                    }
                }
                panic!("never answered");
            })
        });
        let mut opened = 0;
        for one in all.collect::<Vec<_>>() {
            opened += usize::from(one.await.unwrap());
        }
        assert_eq!(opened, 1);
        assert_eq!(counted(&world, contract).await, (1, 0));
        assert_eq!(lines(&world, contract).await, [LedgerKind::Granted, LedgerKind::Reserved]);
        assert_eq!(request::Entity::find().all(world.app.db.reader()).await.unwrap().len(), 1);
        let refused = open_request(&world.cx_of(firm.owner.account), Some(firm.id), &input).await;
        assert_eq!(code(refused), "request.level");
    }

    /// SUP-3
    async fn a_unit_is_held_used_by_the_first_answer_and_given_back(world: World) {
        let (firm, contract, input) = covered(&world, Some(2)).await;
        let owner = world.cx_of(firm.owner.account);
        let ticked = Close { confirm: "true".into() };
        // Canceled before anybody answered: free again.
        let first = ask(&world, firm.owner.account, Some(firm.id), &input).await;
        assert_eq!(row(&world, first).await.level, Level::Premium);
        close(&owner, Some(firm.id), first, &ticked).await.unwrap();
        assert_eq!(counted(&world, contract).await, (0, 0));
        // Answered: used, once, and not given back to who cancels then.
        let second = ask(&world, firm.owner.account, Some(firm.id), &input).await;
        reply(&world, second, "One.", None).await;
        reply(&world, second, "Two.", None).await;
        assert_eq!(counted(&world, contract).await, (0, 1));
        close(&owner, Some(firm.id), second, &ticked).await.unwrap();
        assert_eq!(counted(&world, contract).await, (0, 1));
        // Redirected by support: given back, also where it was used.
        let third = ask(&world, firm.owner.account, Some(firm.id), &input).await;
        reply(&world, third, "Elsewhere.", None).await;
        let away = SetStatus {
            status: "closed_redirected".into(),
            target: "https://lab.example".into(),
            ..SetStatus::default()
        };
        set_status(&agent(&world), third, &away).await.unwrap();
        assert_eq!(counted(&world, contract).await, (0, 1));
        use LedgerKind::{Granted, Released, Reserved, Returned, Used};
        let all = [Granted, Reserved, Released, Reserved, Used, Reserved, Used, Returned];
        assert_eq!(lines(&world, contract).await, all);
    }

    /// SUP-3
    async fn only_contacts_with_the_right_use_a_contract_for_what_it_covers(world: World) {
        let (firm, contract, input) = covered(&world, None).await;
        let named = "named@acme.example.com";
        let other = firm.add(&world, "other@acme.example.com", &[CompanyRight::UseContract]).await;
        let without = firm.add(&world, named, &[]).await;
        let people = [ContactPerson { name: "N".into(), email: named.to_uppercase(), phone: String::new() }];
        gatehouse_support::actions::set_contacts::set_contacts(&agent(&world), contract, &people, None).await.unwrap();
        for account in [other.account, without.account, firm.owner.account] {
            let refused = open_request(&world.cx_of(account), Some(firm.id), &input).await;
            assert_eq!(code(refused), "request.level", "no contact, or not the right");
        }
        gatehouse_support::actions::set_contacts::set_contacts(
            &agent(&world),
            contract,
            &[ContactPerson { name: "O".into(), email: "other@acme.example.com".into(), phone: String::new() }],
            None,
        )
        .await
        .unwrap();
        let id = ask(&world, other.account, Some(firm.id), &input).await;
        assert_eq!(row(&world, id).await.contract_id, Some(contract));
        let lamp = product(&world, "lamp").await;
        license(&world, "lamp", Holder::Company(firm.id), 300).await;
        let uncovered = OpenRequest { product: lamp.to_string(), ..input.clone() };
        let refused = open_request(&world.cx_of(other.account), Some(firm.id), &uncovered).await;
        assert_eq!(code(refused), "request.level");
        // Another company's contract is none.
        let rival = crate::firm(&world, "rival").await;
        license(&world, "beacon", Holder::Company(rival.id), 300).await;
        let refused = open_request(&world.cx_of(rival.owner.account), Some(rival.id), &input).await;
        assert_eq!(code(refused), "request.level");
    }
}
