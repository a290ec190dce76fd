//! Lists of requests: what stands in them for whom, and that each is a walk through an index (SUP-11, SUP-17).

use crate::pages::signed_in;
use crate::*;
use gatehouse_context::{May, Seen};
use gatehouse_db::sea_orm::{ConnectionTrait as _, QuerySelect as _, QueryTrait as _, Select};
use gatehouse_db::{Direction, Engine, PageRequest};
use gatehouse_support::model::request::Role as Part;
use gatehouse_support::model::status::StatusFilter;
use gatehouse_support::queries::listed::{ListFilter, SortBy, Wanted, page};
use gatehouse_support::queries::staff_requests::{RequestColumn, RequestFilter, Whose, selects};
use gatehouse_support::rights::{Narrowed, Viewer};
use gatehouse_support::tables::request::Column;
use gatehouse_support::tables::request_person;
use gatehouse_testkit::both_engines;

const ANY: &str = "0199a0c2-7d00-7000-8000-000000000099";

/// Somebody reads a request along.
async fn reads(world: &World, request: Uuid, account: Uuid, member: Option<Uuid>) {
    let reader = request_person::Model {
        id: world.cx().id(),
        request_id: request,
        part: Part::Reader,
        account_id: Some(account),
        member_id: member,
        person_sealed: None,
        email_lookup: None,
        muted: false,
        bounced_at: None,
        added_at: world.cx().now(),
        removed_at: None,
    };
    let row = reader.into_active_model();
    request_person::Entity::insert(row).exec_without_returning(world.app.db.writer()).await.unwrap();
}

/// The subjects of a list, page by page with two rows each.
async fn subjects(cx: &Cx, viewer: &Viewer<'_>, filter: &ListFilter, by: SortBy) -> Vec<String> {
    let list = gatehouse_db::ListKey::new(&cx.app.keys, "test");
    let (mut all, mut after) = (Vec::new(), None);
    loop {
        let request = PageRequest::open(list.clone(), after.as_deref(), None, 2).unwrap();
        let found = page(cx, viewer, filter, (by, Direction::Ascending), &request).await.unwrap();
        all.extend(found.items.into_iter().map(|row| row.subject));
        match found.next {
            Some(next) => after = Some(next),
            None => return all,
        }
    }
}

/// How the engine finds the first page of these rows.
async fn plan(world: &World, select: Select<request::Entity>, by: Column) -> String {
    let db = &world.app.db;
    let mut statement = select.order_by_desc(by).order_by_desc(Column::Id).limit(51).build(db.backend());
    let tx = db.begin_reading().await.unwrap();
    let (word, column) = match db.engine() {
        Engine::Sqlite => ("explain query plan", "detail"),
        Engine::Postgres => {
            // A table of a few rows is read whole, unless that costs more.
            for way in ["seqscan", "bitmapscan", "sort", "incremental_sort"] {
                tx.execute_unprepared(&format!("set local enable_{way} = off")).await.unwrap();
            }
            ("explain (costs off)", "QUERY PLAN")
        }
    };
    statement.sql = format!("{word} {}", statement.sql);
    let rows = tx.query_all_raw(statement).await.unwrap();
    let lines: Vec<String> = rows.iter().map(|row| row.try_get("", column).unwrap()).collect();
    lines.join("\n")
}

/// The rows come out of an index in their order.
fn walks(plan: &str, what: &str) {
    for slow in ["SCAN request", "TEMP B-TREE", "Seq Scan on request", "Sort"] {
        assert!(!plan.contains(slow), "{what}: {plan}");
    }
    assert!(plan.contains("request_"), "{what}: {plan}");
}

both_engines! {
    /// SUP-11
    async fn what_somebody_reads_along_stands_in_their_list_once_and_in_order(world: World) {
        let (ada, bob) = (customer(&world, ADA).await, customer(&world, "bob@example.com").await);
        let mut all = Vec::new();
        for (account, subject) in [(ada, "A"), (bob, "B"), (ada, "C"), (bob, "D"), (ada, "E")] {
            all.push(ask(&world, account, None, &question(subject)).await);
        }
        reads(&world, all[1], ada, None).await;
        world.advance(HOUR);
        reply(&world, all[1], "Which one?", Some(Status::AwaitingAnswer)).await;
        let (of_ada, of_bob) = (world.cx_of(ada), world.cx_of(bob));
        let (adas, bobs) = (Viewer::own(&of_ada).unwrap(), Viewer::own(&of_bob).unwrap());
        let every = ListFilter::default();
        assert_eq!(subjects(&of_ada, &adas, &every, SortBy::Opened).await, ["A", "B", "C", "E"]);
        assert_eq!(subjects(&of_bob, &bobs, &every, SortBy::Opened).await, ["B", "D"]);
        let last = subjects(&of_ada, &adas, &every, SortBy::Updated).await.pop();
        assert_eq!(last.as_deref(), Some("B"), "the latest change");
        let own = ListFilter { own: true, ..every.clone() };
        assert_eq!(subjects(&of_ada, &adas, &own, SortBy::Opened).await, ["A", "C", "E"]);
        let waiting = ListFilter { wanted: Some(Wanted::Waiting), ..every.clone() };
        assert_eq!(subjects(&of_ada, &adas, &waiting, SortBy::Updated).await, ["B"]);
        let active = ListFilter { wanted: Some(Wanted::Active), ..every };
        assert_eq!(subjects(&of_ada, &adas, &active, SortBy::Opened).await.len(), 4);
        let over = ListFilter { wanted: Some(Wanted::Inactive), ..ListFilter::default() };
        assert!(subjects(&of_ada, &adas, &over, SortBy::Updated).await.is_empty());
    }

    /// SUP-11, COM-3
    async fn a_user_without_rights_has_in_the_list_what_names_them_in_this_company(world: World) {
        let firm = firm(&world, "acme").await;
        let (asks, reader) = (firm.add(&world, "asks@acme.example.com", &[]).await, firm.add(&world, "reads@acme.example.com", &[]).await);
        let open = ask(&world, asks.account, Some(firm.id), &question("A lantern to read")).await;
        ask(&world, asks.account, Some(firm.id), &question("A kettle unseen")).await;
        ask(&world, reader.account, Some(firm.id), &question("A saddle of mine")).await;
        ask(&world, reader.account, None, &question("A pepper at home")).await;
        reads(&world, open, reader.account, Some(reader.member)).await;
        let list = signed_in_list(&world, "reads@acme.example.com", "/c/acme/requests").await;
        for (subject, is_there) in [("A lantern to read", true), ("A saddle of mine", true), ("A kettle unseen", false), ("A pepper at home", false)] {
            assert_eq!(list.contains(subject), is_there, "{subject}");
        }
        let list = signed_in_list(&world, "reads@acme.example.com", "/requests").await;
        assert!(list.contains("A pepper at home") && !list.contains("A lantern to read") && !list.contains("A saddle of mine"), "{list}");
    }

    /// SUP-11, ALL-2
    async fn a_customers_list_is_a_walk_through_an_index(world: World) {
        let ada = customer(&world, ADA).await;
        let cx = world.cx_of(ada);
        let viewer = Viewer::own(&cx).unwrap();
        let now = cx.now();
        let wanted = [None, Some(Column::Active.eq(true)), Some(Column::Status.eq(Status::Closed))];
        for (wanted, what) in wanted.into_iter().zip(["all", "active", "status"]) {
            let status = wanted.clone().map(|wanted| gatehouse_db::sea_orm::Condition::all().add(wanted));
            for (by, way) in [(Column::UpdatedAt, wanted.clone()), (Column::OpenedAt, None)] {
                let narrowed = Narrowed { own: true, status: status.clone(), way };
                for part in viewer.listed(now, narrowed) {
                    let plan = plan(&world, part, by).await;
                    walks(&plan, what);
                    assert!(plan.contains("request_own"), "{what}: {plan}");
                }
            }
        }
    }

    /// SUP-17, ALL-2
    async fn the_lists_of_the_staff_are_walks_through_indexes(world: World) {
        let cx = agent(&world);
        let any: Option<Uuid> = Some(ANY.parse().unwrap());
        let all = Some(StatusFilter::All);
        let every = RequestFilter::default;
        let filters = [
            ("active", every()),
            ("all", RequestFilter { status: all, ..every() }),
            ("inactive", RequestFilter { status: Some(StatusFilter::Inactive), ..every() }),
            ("waiting", RequestFilter { status: Some(StatusFilter::AwaitingMe), ..every() }),
            ("status", RequestFilter { status: Some(StatusFilter::Is(Status::Closed)), ..every() }),
            ("queue", RequestFilter { queue: any, ..every() }),
            ("all of a queue", RequestFilter { queue: any, status: all, ..every() }),
            ("level", RequestFilter { level: Some(Level::Premium), ..every() }),
            ("product", RequestFilter { product: any, ..every() }),
            ("mine", RequestFilter { whose: Some(Whose::Mine), ..every() }),
            ("nobody's", RequestFilter { whose: Some(Whose::Nobodys), ..every() }),
            ("all of an account", RequestFilter { account: any, status: all, ..every() }),
            ("all of a company", RequestFilter { company: any, status: all, ..every() }),
        ];
        for (what, filter) in filters {
            let seen = Seen::of(&May::of(&cx).unwrap(), filter).await.unwrap();
            for (column, by) in [(RequestColumn::Place, Column::Urgency), (RequestColumn::Updated, Column::UpdatedAt), (RequestColumn::Due, Column::DueAt)] {
                let parts = selects(&cx, &seen, column).await.unwrap();
                assert!((1..=2).contains(&parts.len()));
                for part in parts {
                    walks(&plan(&world, part, by).await, what);
                }
            }
        }
        let seen = Seen::of(&May::of(&cx).unwrap(), every()).await.unwrap();
        for part in selects(&cx, &seen, RequestColumn::Opened).await.unwrap() {
            walks(&plan(&world, part, Column::OpenedAt).await, "opened");
        }
    }
}

async fn signed_in_list(world: &World, email: &str, at: &str) -> String {
    signed_in(world, email).await.get(at).await.expect(axum::http::StatusCode::OK).body
}
