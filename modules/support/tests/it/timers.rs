//! What time does (SUP-10): reminders, ends without information, closing; ends of licenses and contracts.

use crate::*;
use gatehouse_db::sea_orm::sea_query::Expr;
use gatehouse_support::actions::answer::{Answer, answer};
use gatehouse_testkit::both_engines;

async fn count(world: &World, kind: &str) -> usize {
    mails(world, kind, ADA).await.len()
}

both_engines! {
    /// SUP-10
    async fn a_request_that_waits_reminds_twice_and_ends_without_information(world: World) {
        let ada = customer(&world, ADA).await;
        let id = ask(&world, ada, None, &question("Silence")).await;
        days(&world, 20).await;
        assert_eq!(row(&world, id).await.status, Status::Processing, "support's turn has no end");
        reply(&world, id, "Which version?", Some(Status::AwaitingAnswer)).await;
        let mut told = Vec::new();
        for day in 1..=13 {
            let before = count(&world, "support.reminder").await;
            days(&world, 1).await;
            if count(&world, "support.reminder").await > before {
                told.push(day);
            }
        }
        assert_eq!(told, [3, 7]);
        days(&world, 1).await;
        assert_eq!(row(&world, id).await.status, Status::SolvedNoInformation);
        assert_eq!(count(&world, "support.ended").await, 1);
        // An answer opens it again until it closes.
        answer(&world.cx_of(ada), None, id, &Answer { text: "12.4".into() }).await.unwrap();
        assert_eq!(row(&world, id).await.status, Status::Processing);
        reply(&world, id, "And now?", Some(Status::AwaitingAnswer)).await;
        days(&world, 14).await;
        assert_eq!(row(&world, id).await.status, Status::SolvedNoInformation);
        days(&world, 29).await;
        assert_eq!(row(&world, id).await.status, Status::SolvedNoInformation);
        days(&world, 2).await;
        assert_eq!(row(&world, id).await.status, Status::Closed);
        assert!(is_whole(&world, id).await);
    }

    /// SUP-10
    async fn a_solution_closes_after_the_operators_days(world: World) {
        let ada = customer(&world, ADA).await;
        let id = ask(&world, ada, None, &question("Solved")).await;
        reply(&world, id, "So.", Some(Status::SolutionProvided)).await;
        days(&world, 13).await;
        assert_eq!(row(&world, id).await.status, Status::SolutionProvided);
        days(&world, 2).await;
        let closed = row(&world, id).await;
        assert_eq!((closed.status, closed.step_at), (Status::Closed, None));
        assert!(closed.closed_at.is_some());
        assert_eq!(count(&world, "support.ended").await, 1);
        days(&world, 40).await;
        assert_eq!(row(&world, id).await, closed, "nothing follows");
    }

    /// SUP-10
    async fn requests_of_an_ended_license_are_canceled_with_a_mail(world: World) {
        let (ada, beacon) = (customer(&world, ADA).await, product(&world, "beacon").await);
        let first = license(&world, "beacon", Holder::Account(ada), 10).await;
        let id = ask(&world, ada, None, &technical(beacon)).await;
        days(&world, 2).await;
        assert_eq!(count(&world, "support.ends_soon").await, 0);
        days(&world, 3).await;
        assert_eq!(count(&world, "support.ends_soon").await, 1, "a week before the end, once");
        days(&world, 11).await;
        assert_eq!(row(&world, id).await.status, Status::Processing, "days of grace");
        days(&world, 2).await;
        assert_eq!(row(&world, id).await.status, Status::CanceledExpired);
        assert_eq!((count(&world, "support.ends_soon").await, count(&world, "support.ended").await), (1, 1));
        // Another license of the product carries a request on.
        let second = license(&world, "beacon", Holder::Account(ada), 10).await;
        let carried = ask(&world, ada, None, &technical(beacon)).await;
        assert_eq!(row(&world, carried).await.license_id, Some(second));
        license(&world, "beacon", Holder::Account(ada), 300).await;
        days(&world, 25).await;
        assert_eq!(row(&world, carried).await.status, Status::Processing);
        assert_ne!(first, second);
    }

    /// SUP-10
    async fn requests_of_an_ended_contract_are_canceled_too(world: World) {
        let (firm, beacon) = (firm(&world, "acme").await, product(&world, "beacon").await);
        license(&world, "beacon", Holder::Company(firm.id), 300).await;
        let contract = contract(&world, &firm, beacon, Some(3), &["owner@acme.example.com"]).await;
        let input = OpenRequest { contract: contract.to_string(), ..technical(beacon) };
        let id = ask(&world, firm.owner.account, Some(firm.id), &input).await;
        use gatehouse_support::tables::contract::{Column, Entity};
        Entity::update_many()
            .col_expr(Column::EndsAt, Expr::value(world.cx().now().plus(2 * DAY)))
            .filter(Column::Id.eq(contract))
            .exec(world.app.db.writer())
            .await
            .unwrap();
        days(&world, 12).await;
        assert_eq!(row(&world, id).await.status, Status::CanceledExpired);
    }
}
