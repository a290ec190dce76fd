//! The matrix of 9 × 9 × who may move a request (SUP-9): what the model says, the database does, also past the program.

use crate::*;
use gatehouse_db::sea_orm::{ConnectionTrait, Statement};
use gatehouse_support::model::transition::{By, needs};
use gatehouse_testkit::both_engines;

/// Tries a step in the database alone; answers whether it took it. `keep`: it stays.
async fn step(world: &World, request: Uuid, to: Status, by: By, keep: bool) -> bool {
    let cx = world.cx();
    let tx = cx.begin().await.unwrap();
    let text = "update request set status = $1, status_by = $2, active = $3, last_event = last_event + 1 where id = $4";
    let values = [to.word().into(), by.word().into(), to.is_active().into(), request.into()];
    let took = tx.execute_raw(Statement::from_sql_and_values(cx.db().backend(), text, values)).await.is_ok();
    if took && keep {
        tx.commit().await.unwrap();
    } else {
        tx.rollback().await.unwrap();
    }
    took
}

/// A way to each status.
const WAYS: [(Status, &[(Status, By)]); 9] = [
    (Status::Processing, &[]),
    (Status::AwaitingAnswer, &[(Status::AwaitingAnswer, By::Staff)]),
    (Status::SolutionProvided, &[(Status::SolutionProvided, By::Staff)]),
    (Status::SolvedNoInformation, &[(Status::AwaitingAnswer, By::Staff), (Status::SolvedNoInformation, By::Timer)]),
    (Status::Closed, &[(Status::SolutionProvided, By::Staff), (Status::Closed, By::Timer)]),
    (Status::ClosedRedirected, &[(Status::ClosedRedirected, By::Staff)]),
    (Status::CanceledBySupport, &[(Status::CanceledBySupport, By::Staff)]),
    (Status::CanceledByUser, &[(Status::CanceledByUser, By::Author)]),
    (Status::CanceledExpired, &[(Status::CanceledExpired, By::Entitlement)]),
];

both_engines! {
    /// SUP-9
    async fn the_database_takes_the_steps_of_the_table_and_no_others(world: World) {
        let ada = customer(&world, ADA).await;
        let mut taken = 0;
        for (from, way) in WAYS {
            let id = ask(&world, ada, None, &question("A matrix")).await;
            for (to, by) in way {
                assert!(step(&world, id, *to, *by, true).await, "{from:?} by {to:?}");
            }
            assert_eq!(row(&world, id).await.status, from);
            for to in Status::ALL.into_iter().filter(|to| *to != from) {
                for by in By::ALL {
                    let took = step(&world, id, to, by, false).await;
                    assert_eq!(took, needs(from, to, by).is_some(), "{from:?} {to:?} {by:?}");
                    taken += usize::from(took);
                }
            }
        }
        assert_eq!(taken, 28, "each step of the table");
    }

    /// SUP-9
    async fn a_step_without_an_event_and_a_status_that_disagrees_are_refused(world: World) {
        let ada = customer(&world, ADA).await;
        let id = ask(&world, ada, None, &question("Past the program")).await;
        let cx = world.cx();
        for text in [
            "update request set status = 'awaiting_answer', status_by = 'staff' where id = $1",
            "update request set active = false where id = $1",
            "update request_event set kind = 'nothing' where request_id = $1",
            "update request_event set at = at + 1 where request_id = $1",
            "delete from request_event where request_id = $1",
        ] {
            let tx = cx.begin().await.unwrap();
            let done = tx.execute_raw(Statement::from_sql_and_values(cx.db().backend(), text, [id.into()])).await;
            assert!(done.is_err(), "{text}");
            tx.rollback().await.unwrap();
        }
        assert!(is_whole(&world, id).await);
    }
}
