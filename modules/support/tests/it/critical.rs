//! Critical incidents (SUP-4): accepted conditions, and pages until somebody takes it.

use crate::*;
use gatehouse_core::MINUTE;
use gatehouse_support::actions::close::{Close, close};
use gatehouse_support::actions::critical::take_incident;
use gatehouse_support::model::category::Critical;
use gatehouse_support::model::on_call::{MOST_PAGES, OnCall};
use gatehouse_support::tables::critical_incident;
use gatehouse_testkit::both_engines;

const DUTY: &str = "duty@vendor.example";

/// A world with somebody on call, in which a company's owner can open critical incidents.
async fn on_call(world: &World) -> (Firm, OpenRequest) {
    let (firm, beacon) = (firm(world, "acme").await, product(world, "beacon").await);
    license(world, "beacon", Holder::Company(firm.id), 300).await;
    let contract = contract(world, &firm, beacon, None, &["owner@acme.example.com"]).await;
    let input = OpenRequest {
        contract: contract.to_string(),
        critical: "incident".into(),
        callback: "+81 3 1234 5678".into(),
        accept_conditions: "true".into(),
        ..technical(beacon)
    };
    (firm, input)
}

async fn incident(world: &World, request: Uuid) -> critical_incident::Model {
    use critical_incident::{Column, Entity};
    Entity::find().filter(Column::RequestId.eq(request)).one(world.app.db.reader()).await.unwrap().unwrap()
}

/// One engine is enough for what the settings of a world change.
async fn with_duty() -> World {
    let mut world = World::with(TestEngine::Sqlite, modules(), |parts| {
        let on_call = OnCall { emails: vec![DUTY.to_owned()], phones: Vec::new() };
        parts.services.put(Settings { on_call, address: "support@portal.example".into(), ..Settings::default() });
    })
    .await;
    world.runner = world.runner.firing(&["support.page_again"]);
    world
}

/// SUP-4, SUP-13
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_is_on_call_is_paged_until_somebody_takes_it() {
    let world = with_duty().await;
    let (firm, input) = on_call(&world).await;
    let id = ask(&world, firm.owner.account, Some(firm.id), &input).await;
    // Where mails arrive, every mail has an address of its own for the answer.
    let opened = mails(&world, "support.opened", "owner@acme.example.com").await.remove(0);
    let reply_to = opened.thread.unwrap().reply_to.unwrap();
    assert!(reply_to.starts_with("support+") && reply_to.ends_with("@portal.example"), "{reply_to}");
    assert_eq!(row(&world, id).await.urgency, 0, "it goes first");
    world.run_jobs().await;
    let alarm = mails(&world, "support.incident", DUTY).await;
    assert_eq!(alarm.len(), 1, "at once");
    assert!(alarm[0].text.contains("+81 3 1234 5678") && alarm[0].text.contains(&format!("/staff/requests/{id}")));
    for _ in 0..6 {
        world.advance(MINUTE);
        world.run_jobs().await;
    }
    assert_eq!(mails(&world, "support.incident", DUTY).await.len(), 2);
    take_incident(&agent(&world), id).await.unwrap();
    take_incident(&world.cx_staff(&[Role::Lab]), id).await.unwrap();
    for _ in 0..20 {
        world.advance(MINUTE);
        world.run_jobs().await;
    }
    assert_eq!(mails(&world, "support.incident", DUTY).await.len(), 2, "nobody is paged any more");
    let taken = incident(&world, id).await;
    assert_eq!((taken.kind, taken.pages, taken.next_page_at), (Critical::Incident, 2, None));
    assert_eq!(row(&world, id).await.assignee_id, taken.taken_by);
    assert!(is_whole(&world, id).await);
}

/// SUP-4
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_alarm_that_nobody_takes_ends() {
    let world = with_duty().await;
    let (firm, input) = on_call(&world).await;
    let id = ask(&world, firm.owner.account, Some(firm.id), &input).await;
    for _ in 0..300 {
        world.run_jobs().await;
        world.advance(MINUTE);
    }
    assert_eq!(mails(&world, "support.incident", DUTY).await.len(), usize::try_from(MOST_PAGES).unwrap());
    assert_eq!(incident(&world, id).await.next_page_at, None);
}

/// SUP-4: what is over keeps no other one waiting
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_ended_before_somebody_took_it_is_looked_at_no_more() {
    let world = with_duty().await;
    let (firm, input) = on_call(&world).await;
    let id = ask(&world, firm.owner.account, Some(firm.id), &input).await;
    world.run_jobs().await;
    assert!(incident(&world, id).await.next_page_at.is_some());
    let owner = world.cx_of(firm.owner.account);
    close(&owner, Some(firm.id), id, &Close { confirm: "true".into() }).await.unwrap();
    for _ in 0..6 {
        world.advance(MINUTE);
        world.run_jobs().await;
    }
    assert_eq!(incident(&world, id).await.next_page_at, None);
    assert_eq!(mails(&world, "support.incident", DUTY).await.len(), 1);
    assert_eq!(code(take_incident(&agent(&world), id).await), "request.ended");
    assert_eq!(row(&world, id).await.assignee_id, None);
}

both_engines! {
    /// SUP-4
    async fn a_critical_incident_takes_a_contract_with_it_and_accepted_conditions(world: World) {
        let (firm, input) = on_call(&world).await;
        let owner = world.cx_of(firm.owner.account);
        let not_accepted = OpenRequest { accept_conditions: String::new(), ..input.clone() };
        assert_eq!(code(open_request(&owner, Some(firm.id), &not_accepted).await), "request.conditions");
        let standard = OpenRequest { contract: String::new(), ..input.clone() };
        assert_eq!(code(open_request(&owner, Some(firm.id), &standard).await), "request.not_critical");
        let silent = OpenRequest { callback: String::new(), ..input.clone() };
        assert_eq!(code(open_request(&owner, Some(firm.id), &silent).await), "input.required");
        let id = ask(&world, firm.owner.account, Some(firm.id), &input).await;
        let stored = incident(&world, id).await;
        assert_eq!(stored.conditions_digest.len(), 32);
        assert_eq!((stored.account_id, stored.lang.as_str()), (Some(firm.owner.account), "en"));
        assert!(!world.dump().await.contains("1234 5678"));
    }
}
