//! What becomes of a request that goes on in another one (SUP-3, SUP-11, SUP-12, SUP-17).

use crate::attacked::{file, listed, ticked};
use crate::*;
use axum::http::StatusCode;
use gatehouse_support::actions::add_person::{AddPerson, add_person_as_staff};
use gatehouse_support::actions::close::close;
use gatehouse_support::actions::merge::{merge, unmerge};
use gatehouse_support::queries::listed::{ListFilter, Wanted};
use gatehouse_support::queries::waiting::waiting;
use gatehouse_support::tables::{contract as contracts, request_file};
use gatehouse_testkit::{both_engines, staff};

/// The units of a contract that are held, and those that are used.
async fn counted(world: &World, contract: Uuid) -> (i64, i64) {
    let row = contracts::Entity::find_by_id(contract).one(world.app.db.reader()).await.unwrap().unwrap();
    (row.reserved, row.used)
}

both_engines! {
    /// SUP-17, SUP-3
    async fn what_goes_on_in_a_request_ends_with_it_and_gives_its_unit_back(world: World) {
        let (firm, beacon) = (firm(&world, "acme").await, product(&world, "beacon").await);
        license(&world, "beacon", Holder::Company(firm.id), 300).await;
        let contract = contract(&world, &firm, beacon, Some(3), &["owner@acme.example.com"]).await;
        let input = OpenRequest { contract: contract.to_string(), ..technical(beacon) };
        let owner = firm.owner.account;
        let first = ask(&world, owner, Some(firm.id), &input).await;
        let again = ask(&world, owner, Some(firm.id), &input).await;
        let third = ask(&world, owner, Some(firm.id), &input).await;
        reply(&world, again, "One.", None).await;
        reply(&world, third, "Two.", Some(Status::SolutionProvided)).await;
        let number = row(&world, first).await.number;
        for id in [again, third] {
            merge(&agent(&world), id, &number).await.unwrap();
            file(&world, id, Some(messages(&world, id).await[0].id), owner).await;
        }
        assert_eq!(counted(&world, contract).await, (1, 2), "while it can be undone, each has its own");
        close(&world.cx_of(owner), Some(firm.id), first, &ticked()).await.unwrap();
        assert_eq!(counted(&world, contract).await, (0, 0));
        let ended = [row(&world, again).await, row(&world, third).await];
        assert_eq!(ended.each_ref().map(|row| row.status), [Status::ClosedRedirected, Status::Closed]);
        for row in ended {
            assert!(row.closed_at.is_some() && row.due_at.is_none() && row.step_at.is_none() && !row.active);
            let files = request_file::Entity::find().filter(request_file::Column::RequestId.eq(row.id));
            let files = files.all(world.app.db.reader()).await.unwrap();
            assert!(files.iter().all(|file| file.erase_at.is_some()), "its files end too");
            assert_eq!(code(unmerge(&agent(&world), row.id).await), "request.step");
            assert!(is_whole(&world, row.id).await);
        }
        assert!(is_whole(&world, first).await);
        assert_eq!(mails(&world, "support.ended", "owner@acme.example.com").await.len(), 1, "told once");
    }

    /// SUP-17, SUP-11, SUP-12
    async fn what_goes_on_elsewhere_leads_there_and_waits_for_nobody(world: World) {
        let ada = customer(&world, ADA).await;
        let one = ask(&world, ada, None, &question("Again")).await;
        let two = ask(&world, ada, None, &question("First")).await;
        reply(&world, one, "Which version?", Some(Status::AwaitingAnswer)).await;
        let number = row(&world, two).await.number;
        merge(&agent(&world), one, &number).await.unwrap();
        let cx = world.cx_of(ada);
        assert_eq!(code(close(&cx, None, one, &ticked()).await), "request.merged");
        let bo = AddPerson { email: "bo@example.com".into() };
        assert_eq!(code(add_person_as_staff(&agent(&world), one, &bo).await), "request.merged");
        assert_eq!(waiting(&cx, ada).await.unwrap(), 0);
        let of = |wanted: Wanted| ListFilter { wanted: Some(wanted), ..ListFilter::default() };
        assert!(listed(&world, ada, &of(Wanted::Waiting)).await.is_empty());
        assert_eq!(listed(&world, ada, &of(Wanted::Active)).await, [two]);
        assert_eq!(listed(&world, ada, &of(Wanted::Inactive)).await, [one]);
        let merged = row(&world, one).await.number;
        let mut support = staff(&world, "support");
        for (query, is_there) in [("", false), ("?status=inactive", true)] {
            let list = support.get(&format!("/staff/requests{query}")).await.expect(StatusCode::OK).body;
            assert_eq!(list.contains(&merged), is_there, "{query}: {list}");
        }
        let mut browser = world.browser();
        browser.post("/sign-in", &[("email", ADA), ("password", PASSWORD)]).await;
        let page = browser.get(&format!("/requests/{one}")).await.expect(StatusCode::OK).body;
        assert!(page.contains(&format!("href=\"/requests/{two}\"")) && page.contains(&number), "{page}");
        assert!(!page.contains("/close\"") && !page.contains("follows="), "{page}");
        // Taken out again, its customer has the whole time to answer.
        world.advance(13 * DAY);
        unmerge(&agent(&world), one).await.unwrap();
        days(&world, 2).await;
        assert_eq!(row(&world, one).await.status, Status::AwaitingAnswer);
        assert_eq!(waiting(&cx, ada).await.unwrap(), 1);
    }
}
