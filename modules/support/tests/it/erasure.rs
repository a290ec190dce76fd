//! What is left of requests (PRI-2, PRI-13, ACC-17): texts end with the person or the company, the chain of what happened stays and names nobody; and
//! what their owner gets of them.

use crate::*;
use gatehouse_accounts::signals::{AccountDeleted, HoldsOwnThings};
use gatehouse_companies::signals::CompanyPurged;
use gatehouse_context::DataSet;
use gatehouse_db::sea_orm::sea_query::Expr;
use gatehouse_support::actions::accept_provision::accept_provision;
use gatehouse_support::actions::answer::{Answer, answer};
use gatehouse_support::actions::carry_history::{CarryHistory, carry_history};
use gatehouse_support::actions::close::{Close, close};
use gatehouse_support::actions::save_draft::{SaveDraft, save_draft};
use gatehouse_support::model::provision::statement;
use gatehouse_support::rights::Viewer;
use gatehouse_support::tables::{history_carry_over, request_person};
use gatehouse_testkit::both_engines;
use gatehouse_web::site::data_sets;

async fn raise_deleted(world: &World, account: Uuid) {
    let cx = world.cx();
    let tx = cx.begin().await.unwrap();
    cx.raise(&tx, AccountDeleted { account }).await.unwrap();
    tx.commit().await.unwrap();
}

async fn holds(world: &World, account: Uuid) -> bool {
    let cx = world.cx();
    let tx = cx.begin().await.unwrap();
    cx.ask(&tx, HoldsOwnThings { account }).await.unwrap()
}

both_engines! {
    /// COM-14: what a company made goes with its user, and nothing that is the person's own
    async fn an_account_with_requests_of_its_own_is_more_than_a_companys(world: World) {
        let (firm, ada) = (firm(&world, "acme").await, customer(&world, ADA).await);
        let owner = firm.owner.account;
        let draft =
            SaveDraft { draft: None, category: None, form: serde_json::json!({}), version: None, begins: false };
        ask(&world, owner, Some(firm.id), &question("For the company")).await;
        save_draft(&world.cx_of(owner), Some(firm.id), &draft).await.unwrap();
        assert!(!holds(&world, owner).await);
        save_draft(&world.cx_of(owner), None, &draft).await.unwrap();
        assert!(holds(&world, owner).await, "a draft");
        assert!(!holds(&world, ada).await);
        ask(&world, ada, None, &question("My own")).await;
        assert!(holds(&world, ada).await);
    }

    /// ACC-17, PRI-2
    async fn what_somebody_asked_for_themself_ends_with_their_account(world: World) {
        let ada = customer(&world, ADA).await;
        let id = ask(&world, ada, None, &question("Erase me")).await;
        reply(&world, id, "We will.", None).await;
        raise_deleted(&world, ada).await;
        let viewer = Viewer::own(&world.cx_of(ada)).unwrap();
        assert!(viewer.see(&world.cx(), world.app.db.reader(), id).await.unwrap().is_none(), "from the commit on");
        world.run_jobs().await;
        let left = row(&world, id).await;
        assert!(left.erased_at.is_some() && left.erase_at.is_none() && left.subject_sealed.is_none());
        assert_eq!((left.account_id, left.country), (None, None));
        assert_eq!(messages(&world, id).await, []);
        let happened = events(&world, id).await;
        assert!(happened.iter().all(|event| event.facts_sealed.is_none() && event.actor_id.is_none()));
        assert!(is_whole(&world, id).await, "the chain stays");
        let key = gatehouse_context::subject::stored_key(&world.cx(), world.app.db.reader(), id).await.unwrap();
        assert!(key.is_none());
        // Three years later.
        request::Entity::update_many()
            .col_expr(request::Column::ErasedAt, Expr::value(world.cx().now().plus(-(3 * 365 + 1) * DAY)))
            .filter(request::Column::Id.eq(id))
            .exec(world.app.db.writer())
            .await
            .unwrap();
        days(&world, 1).await;
        assert_eq!(request::Entity::find().all(world.app.db.reader()).await.unwrap(), [], "what was left went too");
        assert_eq!(events(&world, id).await, []);
    }

    /// PRI-2, COM-8
    async fn what_somebody_asked_for_a_company_stays_without_them_and_ends_with_it(world: World) {
        let firm = firm(&world, "acme").await;
        let author = firm.add(&world, "author@acme.example.com", &[]).await;
        let id = ask(&world, author.account, Some(firm.id), &question("The company's")).await;
        raise_deleted(&world, author.account).await;
        world.run_jobs().await;
        let stored = row(&world, id).await;
        assert!(stored.erased_at.is_none() && stored.account_id.is_none() && stored.subject_sealed.is_some());
        assert!(events(&world, id).await.iter().all(|event| event.actor_id.is_none()));
        assert!(is_whole(&world, id).await);
        let cx = world.cx();
        let tx = cx.begin().await.unwrap();
        cx.raise(&tx, CompanyPurged { company: firm.id }).await.unwrap();
        tx.commit().await.unwrap();
        world.run_jobs().await;
        assert!(row(&world, id).await.erased_at.is_some());
        assert!(is_whole(&world, id).await);
    }

    /// SUP-16, PRI-2
    async fn the_request_of_somebody_without_an_account_is_kept_for_a_year(world: World) {
        use gatehouse_support::actions::open_for_caller::{OpenForCaller, open_for_caller};
        let letter = OpenForCaller {
            channel: "letter".into(),
            name: "Bo Letter".into(),
            email: "bo@example.com".into(),
            category: "portal".into(),
            subject: "By letter".into(),
            description: "Dear all".into(),
            ..OpenForCaller::default()
        };
        let id = open_for_caller(&agent(&world), &letter).await.unwrap().id;
        reply(&world, id, "Dear Bo", Some(Status::SolutionProvided)).await;
        days(&world, 16).await;
        let closed = row(&world, id).await;
        assert_eq!(closed.status, Status::Closed);
        assert_eq!(closed.erase_at, closed.closed_at.map(|at| at.plus(365 * DAY)));
        request::Entity::update_many()
            .col_expr(request::Column::EraseAt, Expr::value(world.cx().now()))
            .filter(request::Column::Id.eq(id))
            .exec(world.app.db.writer())
            .await
            .unwrap();
        days(&world, 1).await;
        assert!(row(&world, id).await.erased_at.is_some());
        let people = request_person::Entity::find().all(world.app.db.reader()).await.unwrap();
        assert_eq!(people, []);
    }

    /// SUP-16
    async fn a_history_is_another_accounts_after_a_check(world: World) {
        let (old, new) = (customer(&world, "old@example.com").await, customer(&world, "new@example.com").await);
        let id = ask(&world, old, None, &question("Mine")).await;
        let input = CarryHistory { from: old, to: new, reason: "passport seen in a call".into() };
        assert_eq!(code(carry_history(&world.cx_of(new), &input).await), "staff.not_allowed");
        let same = CarryHistory { to: old, ..input.clone() };
        assert_eq!(code(carry_history(&agent(&world), &same).await), "history.accounts");
        assert_eq!(carry_history(&agent(&world), &input).await.unwrap(), 1);
        answer(&world.cx_of(new), None, id, &Answer { text: "It is me.".into() }).await.unwrap();
        let lost = answer(&world.cx_of(old), None, id, &Answer { text: "And me?".into() }).await;
        assert_eq!(code(lost), "request.not_found");
        reply(&world, id, "Welcome back.", None).await;
        assert_eq!(mails(&world, "support.answer", "new@example.com").await.len(), 1);
        assert_eq!(mails(&world, "support.answer", "old@example.com").await.len(), 0);
        assert!(is_whole(&world, id).await && !world.dump().await.contains("passport"));
        // How they were recognized goes with either account.
        raise_deleted(&world, old).await;
        let kept = history_carry_over::Entity::find().one(world.app.db.reader()).await.unwrap().unwrap();
        assert_eq!((kept.reason_sealed, kept.from_account, kept.to_account), (None, None, Some(new)));
    }

    /// ACC-17, PRI-5
    async fn a_person_gets_what_they_asked_and_wrote(world: World) {
        let (ada, eve) = (customer(&world, ADA).await, customer(&world, "eve@example.com").await);
        let id = ask(&world, ada, None, &question("My data")).await;
        reply(&world, id, "Support says no.", None).await;
        ask(&world, eve, None, &question("Not hers")).await;
        let sets = data_sets(&world.modules);
        let of = |name: &str| sets.iter().find(|set| set.name() == name).cloned().unwrap();
        let read = |set: std::sync::Arc<dyn DataSet>| {
            let cx = world.cx_of(ada);
            async move { format!("{:?}", set.read(&cx, ada, None).await.unwrap().rows) }
        };
        let requests = read(of("support.requests")).await;
        assert!(requests.contains("My data") && !requests.contains("Not hers"), "{requests}");
        let messages = read(of("support.messages")).await;
        assert!(messages.contains("looked everywhere") && !messages.contains("Support says no"), "{messages}");
        assert_eq!(read(of("support.statements")).await, "[]");
        accept_provision(&world.cx_of(ada)).await.unwrap();
        let statements = read(of("support.statements")).await;
        assert!(statements.contains(&statement(Lang::En)[..40]), "{statements}");
    }

    /// PRI-3
    async fn a_changed_event_breaks_the_chain(world: World) {
        let ada = customer(&world, ADA).await;
        let id = ask(&world, ada, None, &question("Chained")).await;
        close(&world.cx_of(ada), None, id, &Close { confirm: "true".into() }).await.unwrap();
        assert!(is_whole(&world, id).await);
        // What nobody can change in the event is changed beside it: the row claims another end.
        request::Entity::update_many()
            .col_expr(request::Column::LastEvent, Expr::value(1_i64))
            .filter(request::Column::Id.eq(id))
            .exec(world.app.db.writer())
            .await
            .unwrap();
        assert!(!is_whole(&world, id).await);
    }
}
