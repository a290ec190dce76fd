use crate::{ADMIN, PASSWORD, administrator, lines, member, rows, signed_in};
use axum::http::StatusCode;
use gatehouse_context::audit::{self, Audit, AuditFilter};
use gatehouse_context::{Cx, subject};
use gatehouse_core::{Actor, DAY, Lang, MINUTE, Outcome, Role, StaffActor, Uuid};
use gatehouse_db::paging::PageRequest;
use gatehouse_db::sea_orm::sea_query::Expr;
use gatehouse_db::sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use gatehouse_jobs::table::job;
use gatehouse_jobs::{NewJob, enqueue, outbox};
use gatehouse_mail::{Mail, queue};
use gatehouse_staff::actions::{NewApiKey, create_api_key, see_log};
use gatehouse_staff::rights::NotAllowed;
use gatehouse_testkit::{World, both_engines};

/// A job that nothing can do: a dead letter after its one try.
async fn dead_letter(world: &World) -> Uuid {
    let cx = world.cx();
    let tx = cx.begin().await.unwrap();
    let mut job = NewJob::new("test.nobody", serde_json::json!({ "thing": 7 }));
    job.max_attempts = 1;
    let id = enqueue(&cx, &tx, job).await.unwrap();
    tx.commit().await.unwrap();
    world.run_jobs().await;
    id
}

/// The lines of the log that somebody sees.
async fn look(cx: &Cx, filter: AuditFilter) -> Outcome<Vec<Audit>, NotAllowed> {
    let seen = see_log(cx, filter).await?;
    Ok(audit::list(cx, seen.filter(), &PageRequest::default()).await?.items)
}

both_engines! {
    /// ALL-4, ALL-8
    async fn a_dead_letter_is_seen_and_run_again(world: World) {
        let mut admin = administrator(&world).await;
        let id = dead_letter(&world).await;
        let list = admin.get("/staff/dead-letters").await.expect(StatusCode::OK);
        assert!(list.body.contains("test.nobody") && list.body.contains("no handler for this kind of job"));
        assert!(admin.get("/staff/dead-letters?kind=mail.send").await.body.contains("No failed jobs"));
        let page = admin.get(&format!("/staff/dead-letters/{id}")).await.expect(StatusCode::OK);
        assert!(page.body.contains("&#34;thing&#34;:7") || page.body.contains("&quot;thing&quot;:7"), "{}", page.body);
        let answer = admin.post(&format!("/staff/dead-letters/{id}/run"), &[]).await;
        assert_eq!(answer.location(), "/staff/dead-letters");
        assert!(admin.get("/staff/jobs").await.body.contains(&id.to_string()));
        assert_eq!(admin.get(&format!("/staff/dead-letters/{id}")).await.status, StatusCode::NOT_FOUND);
        assert_eq!(admin.post(&format!("/staff/dead-letters/{id}/run"), &[]).await.status, StatusCode::NOT_FOUND);
        assert_eq!(lines(&world, "dead_letter.run_again").await, 1);
    }

    /// ALL-2
    async fn dead_letters_are_sorted_both_ways(world: World) {
        let mut admin = administrator(&world).await;
        let first = dead_letter(&world).await.to_string();
        world.advance(MINUTE);
        let second = dead_letter(&world).await.to_string();
        let latest = rows(&admin.get("/staff/dead-letters").await.expect(StatusCode::OK).body);
        assert!(latest.find(&second) < latest.find(&first) && latest.contains(&second));
        let earliest = rows(&admin.get("/staff/dead-letters?sort=time").await.expect(StatusCode::OK).body);
        assert!(earliest.find(&first) < earliest.find(&second) && earliest.contains(&first));
    }

    /// ALL-4, ALL-8
    async fn dead_letters_of_a_kind_are_run_again_together_and_only_with_a_tick(world: World) {
        let mut admin = administrator(&world).await;
        let ids = [dead_letter(&world).await, dead_letter(&world).await];
        let path = "/staff/dead-letters/run-all";
        let page = admin.post(path, &[("kind", "test.nobody")]).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(page.body.contains("Check the box") && page.body.contains("test.nobody"));
        let other = admin.post(path, &[("kind", "mail.send"), ("confirm", "true")]).await;
        assert_eq!(other.location(), "/staff/dead-letters");
        assert!(admin.get("/staff/dead-letters").await.body.contains(&ids[0].to_string()));
        let answer = admin.post(path, &[("kind", "test.nobody"), ("confirm", "true")]).await;
        let page = admin.follow(answer).await.expect(StatusCode::OK).body;
        assert!(page.contains("2 jobs run again") && page.contains("No failed jobs"), "{page}");
        let waiting = admin.get("/staff/jobs").await.body;
        assert!(ids.iter().all(|id| waiting.contains(&id.to_string())));
        assert_eq!(lines(&world, "dead_letter.all_run_again").await, 1);
    }

    /// ALL-8
    async fn a_dead_letter_is_thrown_away_only_with_a_tick(world: World) {
        let mut admin = administrator(&world).await;
        let id = dead_letter(&world).await;
        let path = format!("/staff/dead-letters/{id}/discard");
        let page = admin.post(&path, &[]).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(page.body.contains("Check the box"));
        assert_eq!(admin.post(&path, &[("confirm", "true")]).await.location(), "/staff/dead-letters");
        assert!(admin.get("/staff/dead-letters").await.body.contains("No failed jobs"));
        assert_eq!(admin.post(&path, &[("confirm", "true")]).await.status, StatusCode::NOT_FOUND);
        assert_eq!(lines(&world, "dead_letter.discarded").await, 1);
    }

    /// PRI-3, ALL-8
    async fn a_mail_that_is_thrown_away_keeps_no_content(world: World) {
        let mut admin = administrator(&world).await;
        world.run_jobs().await;
        let cx = world.cx();
        let tx = cx.begin().await.unwrap();
        let sealed_by = cx.id();
        subject::create(&cx, &tx, sealed_by).await.unwrap();
        let mail = Mail {
            kind: "test.hello",
            to: "aiko@example.com".into(),
            account: None,
            sealed_by,
            lang: Lang::Ja,
            subject: "ご確認ください".into(),
            text: "リンク".into(),
            html: "<p>リンク</p>".into(),
            one_click: None,
            thread: None,
            attached: Vec::new(),
        };
        let mail = queue::queue(&cx, &tx, mail).await.unwrap();
        tx.commit().await.unwrap();
        let waiting = outbox::list(&cx, false, &Default::default()).await.unwrap().items;
        let id = waiting.iter().find(|job| job.payload.contains(&mail.to_string())).unwrap().id;
        job::Entity::update_many()
            .col_expr(job::Column::DeadAt, Expr::value(cx.now()))
            .filter(job::Column::Id.eq(id))
            .exec(cx.db().writer())
            .await
            .unwrap();
        assert!(queue::open(&cx, mail).await.unwrap().unwrap().content.is_some());
        let path = format!("/staff/dead-letters/{id}/discard");
        assert_eq!(admin.post(&path, &[("confirm", "true")]).await.location(), "/staff/dead-letters");
        assert!(queue::open(&cx, mail).await.unwrap().unwrap().content.is_none());
    }

    /// ALL-8
    async fn the_overview_counts_and_leads_to_what_the_role_allows(world: World) {
        let mut admin = administrator(&world).await;
        dead_letter(&world).await;
        let page = admin.get("/staff").await.expect(StatusCode::OK).body;
        assert!(page.contains("href=\"/staff/dead-letters\"") && page.contains("<span class=\"figure\">1</span>"));
        let jobs = admin.get("/staff/jobs").await.expect(StatusCode::OK).body;
        assert!(jobs.contains("Schedules") || jobs.contains("No jobs waiting"));
    }

    /// ALL-3
    async fn the_log_is_filtered_by_kind_actor_record_and_day(world: World) {
        let mut admin = administrator(&world).await;
        let sue = member(&world, "sue@vendor.example", &[Role::Support]).await;
        signed_in(&world, "sue@vendor.example").await;
        let all = admin.get("/staff/audit").await.expect(StatusCode::OK).body;
        for word in ["staff.invited", "staff.signed_in", "Member sue@vendor.example", "unknown"] {
            assert!(all.contains(word), "{word}");
        }
        let by_kind = rows(&admin.get("/staff/audit?kind=staff.signed_in").await.body);
        assert!(by_kind.contains("staff.signed_in"));
        assert!(!by_kind.contains("staff.invited"));
        let by_sue = rows(&admin.get(&format!("/staff/audit?actor={sue}")).await.body);
        assert!(by_sue.contains("staff.signed_in") && !by_sue.contains("staff.invited") && !by_sue.contains("Member ada"));
        let about_sue = admin.get(&format!("/staff/audit?subject={sue}&kind=staff")).await.body;
        assert!(about_sue.contains("staff.invited") && about_sue.contains("staff.signed_in"));
        assert!(admin.get("/staff/audit?from=2026-11-22").await.body.contains("No matching entries"));
        assert!(admin.get("/staff/audit?until=2026-11-20").await.body.contains("No matching entries"));
        assert!(admin.get("/staff/audit?from=2026-11-21&until=2026-11-21").await.body.contains("staff.invited"));
        assert_eq!(lines(&world, "audit.viewed").await, 1);
    }

    /// ALL-1, ALL-3
    async fn the_log_speaks_the_readers_language_and_leads_to_the_record(world: World) {
        let mut admin = administrator(&world).await;
        let sue = member(&world, "sue@vendor.example", &[Role::Support]).await;
        let shown = rows(&admin.get("/staff/audit?kind=staff.invited").await.expect(StatusCode::OK).body);
        assert!(shown.contains("Team member invited") && shown.contains("staff.invited · Roles: Support"), "{shown}");
        assert!(!shown.contains('{') && !shown.contains(&format!(">{sue}<")), "{shown}");
        assert!(shown.contains(&format!("<a href=\"/staff/members/{sue}\">Member sue@vendor.example</a>")), "{shown}");
        let japanese = rows(&admin.get("/staff/audit?kind=staff.invited&lang=ja").await.body);
        assert!(japanese.contains("担当者の招待") && japanese.contains("役割: サポート"), "{japanese}");
        let russian = rows(&admin.get("/staff/audit?kind=staff.invited&lang=ru").await.body);
        assert!(russian.contains("Сотрудник приглашён"), "{russian}");
    }

    /// ALL-2, ALL-3
    async fn the_log_is_filtered_by_group_and_colleague_and_sorted_both_ways(world: World) {
        let mut admin = administrator(&world).await;
        let sue = member(&world, "sue@vendor.example", &[Role::Support]).await;
        world.advance(MINUTE);
        let new = NewApiKey { name: "Shop".to_owned(), scopes: vec!["orders:read".to_owned()], expires: String::new() };
        create_api_key(&world.cx(), new).await.unwrap();
        let page = admin.get("/staff/audit?kind=keys").await.expect(StatusCode::OK).body;
        let keys = rows(&page);
        assert!(keys.contains("API key created") && keys.contains(">Shop</a>") && !keys.contains("staff.invited"));
        assert!(page.contains("<option value=\"keys\" selected>Keys</option>"), "{page}");
        assert!(page.contains(&format!("<option value=\"{sue}\">Member sue@vendor.example</option>")), "{page}");
        let newest = rows(&admin.get("/staff/audit").await.body);
        assert!(newest.find("api_key.created") < newest.find("staff.invited") && newest.contains("api_key.created"));
        let oldest = rows(&admin.get("/staff/audit?sort=oldest").await.body);
        assert!(oldest.find("staff.invited") < oldest.find("api_key.created") && oldest.contains("staff.invited"));
        let one = admin.get(&format!("/staff/audit?subject={sue}")).await.body;
        assert!(one.contains(&format!("<option value=\"{sue}\" selected>Member sue@vendor.example</option>")), "{one}");
    }

    /// ALL-3, ALL-8
    async fn the_action_itself_shows_others_only_their_own_lines(world: World) {
        let ada = member(&world, ADMIN, &[Role::Administrator]).await;
        let sue = member(&world, "sue@vendor.example", &[Role::Support]).await;
        signed_in(&world, ADMIN).await;
        signed_in(&world, "sue@vendor.example").await;
        let asked = || AuditFilter { actor: Some(ada), ..AuditFilter::default() };
        let as_sue = world.cx_as(Actor::Staff(StaffActor { id: sue, roles: vec![Role::Support] }));
        let seen = look(&as_sue, asked()).await.unwrap();
        assert!(!seen.is_empty() && seen.iter().all(|line| line.actor_id == Some(sue)));
        let as_privacy = world.cx_staff(&[Role::Privacy]);
        let seen = look(&as_privacy, asked()).await.unwrap();
        assert!(!seen.is_empty() && seen.iter().all(|line| line.actor_id == Some(ada)));
        assert!(look(&world.cx_as(Actor::Visitor), asked()).await.is_err());
        assert_eq!(lines(&world, "audit.viewed").await, 0, "colleagues are no customers");
        let customer = AuditFilter { actor: Some(world.cx().id()), ..AuditFilter::default() };
        look(&as_privacy, customer.clone()).await.unwrap();
        assert_eq!(lines(&world, "audit.viewed").await, 1, "a look at what one customer did is noted");
        look(&as_sue, customer).await.unwrap();
        assert_eq!(lines(&world, "audit.viewed").await, 1, "they saw their own lines");
    }

    /// ALL-2, ALL-9
    async fn a_filter_that_cannot_be_read_says_so_at_its_field(world: World) {
        let mut admin = administrator(&world).await;
        let page = admin.get("/staff/audit?actor=me&subject=1&from=yesterday&until=2026-13-01&kind=%3Cscript%3E").await;
        let page = page.expect(StatusCode::OK).body;
        assert_eq!(page.matches("This isn’t an ID").count(), 2);
        assert_eq!(page.matches("Enter a day such as").count(), 2);
        assert!(page.contains("Choose one of the offered values") && page.contains("No matching entries") && !page.contains("<script>"));
    }

    /// ALL-3
    async fn only_privacy_and_administrators_read_what_others_did(world: World) {
        administrator(&world).await;
        member(&world, "sue@vendor.example", &[Role::Support, Role::Licensing]).await;
        member(&world, "pat@vendor.example", &[Role::Privacy]).await;
        let mut sue = signed_in(&world, "sue@vendor.example").await;
        let own = rows(&sue.get("/staff/audit").await.expect(StatusCode::OK).body);
        assert!(own.contains("staff.signed_in") && !own.contains("Member ada") && !own.contains("staff.invited"));
        let asked = sue.get("/staff/audit?kind=staff.invited").await.body;
        assert!(asked.contains("No matching entries"));
        let mut pat = signed_in(&world, "pat@vendor.example").await;
        assert!(pat.get("/staff/audit").await.body.contains("Member ada"));
    }

    /// ALL-3
    async fn a_name_that_many_have_is_searched_in_part_and_that_is_said(world: World) {
        let mut admin = administrator(&world).await;
        let told = "More than 20 records match.";
        for n in 1..=20 {
            member(&world, &format!("sue{n}@vendor.example"), &[Role::Support]).await;
        }
        for (name, is_cut) in [("Member sue", false), ("Member", true)] {
            let page = admin.post("/staff/audit", &[("q", name)]).await.expect(StatusCode::OK).body;
            assert_eq!(page.contains(told), is_cut, "{name}: {page}");
        }
    }

    /// ALL-2
    async fn the_log_is_paged_and_keeps_its_filters(world: World) {
        let mut admin = administrator(&world).await;
        for _ in 0..60 {
            admin.post("/staff/step-up", &[("password", PASSWORD)]).await.expect(StatusCode::SEE_OTHER);
        }
        let first = admin.get("/staff/audit?kind=staff.stepped_up").await.body;
        let next = first.split("href=\"").filter_map(|p| p.split('"').next()).find(|h| h.contains("after=")).unwrap();
        let next = next.replace("&#38;", "&").replace("&amp;", "&");
        assert!(next.contains("kind=staff.stepped_up"));
        let second = admin.get(&next).await.expect(StatusCode::OK).body;
        assert_eq!([&first, &second].map(|page| rows(page).matches(">staff.stepped_up<").count()), [50, 10]);
        assert!(second.contains("before="));
    }

    /// PRI-2
    async fn the_sweeper_forgets_ended_sessions_and_used_up_counters(world: World) {
        use gatehouse_jobs::retention::SWEEP;
        administrator(&world).await;
        crate::give_password(&mut world.browser(), "nobody@vendor.example", "x").await;
        world.advance(2 * DAY);
        let cx = world.cx();
        let tx = cx.begin().await.unwrap();
        enqueue(&cx, &tx, NewJob::new(SWEEP, serde_json::json!({}))).await.unwrap();
        tx.commit().await.unwrap();
        world.run_jobs().await;
        use gatehouse_guard::tables::counter;
        use gatehouse_staff::tables::staff_session;
        use sea_orm::EntityTrait as _;
        assert!(staff_session::Entity::find().all(cx.read()).await.unwrap().is_empty());
        assert!(counter::Entity::find().all(cx.read()).await.unwrap().is_empty());
        signed_in(&world, ADMIN).await;
    }
}
