//! Who sees which requests, and who may do what with them (SUP-12, COM-3, COM-8).

use crate::*;
use gatehouse_companies::actions::end_membership::end_membership;
use gatehouse_companies::enter;
use gatehouse_companies::rights::Member;
use gatehouse_companies::signals::Ended;
use gatehouse_support::actions::answer::{Answer, answer};
use gatehouse_support::actions::answer_as_staff::{Note, add_note};
use gatehouse_support::actions::close::{Close, close};
use gatehouse_support::model::transition::By;
use gatehouse_support::rights::Viewer;
use gatehouse_testkit::both_engines;

/// What somebody of a company sees of a request: nothing, or as what they may answer it.
async fn seen(world: &World, firm: &Firm, account: Uuid, request: Uuid) -> Option<Option<By>> {
    let cx = world.cx_of(account);
    let tx = cx.begin().await.unwrap();
    let Ok((by, _locked)) = enter::<Member>(&cx, &tx, firm.id).await else { return None };
    let found = Viewer::inside(&by).see(&cx, &*tx, request).await.unwrap();
    found.map(|found| found.by())
}

fn says() -> Answer {
    Answer { text: "Me too.".into() }
}

both_engines! {
    /// SUP-12, COM-3
    async fn the_boxes_of_the_company_say_who_sees_and_answers_what(world: World) {
        let firm = firm(&world, "acme").await;
        let author = firm.add(&world, "author@acme.example.com", &[]).await;
        let nobody = firm.add(&world, "nobody@acme.example.com", &[]).await;
        let sees = firm.add(&world, "sees@acme.example.com", &[CompanyRight::SeeRequests]).await;
        let answers = firm
            .add(&world, "answers@acme.example.com", &[CompanyRight::SeeRequests, CompanyRight::AnswerRequests])
            .await;
        let id = ask(&world, author.account, Some(firm.id), &question("Of the company")).await;
        assert_eq!(seen(&world, &firm, author.account, id).await, Some(Some(By::Author)));
        assert_eq!(seen(&world, &firm, nobody.account, id).await, None);
        assert_eq!(seen(&world, &firm, sees.account, id).await, Some(None));
        assert_eq!(seen(&world, &firm, answers.account, id).await, Some(Some(By::Company)));
        assert_eq!(seen(&world, &firm, firm.owner.account, id).await, Some(Some(By::Company)), "the owner has all");
        let company = Some(firm.id);
        assert_eq!(code(answer(&world.cx_of(nobody.account), company, id, &says()).await), "request.not_found");
        assert_eq!(code(answer(&world.cx_of(sees.account), company, id, &says()).await), "request.only_seen");
        answer(&world.cx_of(answers.account), company, id, &says()).await.unwrap();
        assert_eq!(mails(&world, "support.answer", "author@acme.example.com").await.len(), 1, "the author is told");
        let ticked = Close { confirm: "true".into() };
        assert_eq!(close(&world.cx_of(answers.account), company, id, &ticked).await.unwrap(), Status::CanceledByUser);
        assert_eq!(row(&world, id).await.status_by, By::Company);
        // A confidential one is its people's and support's alone.
        let secret = OpenRequest { confidential: "true".into(), ..question("In confidence") };
        let id = ask(&world, author.account, company, &secret).await;
        assert_eq!(seen(&world, &firm, firm.owner.account, id).await, None);
        assert_eq!(seen(&world, &firm, author.account, id).await, Some(Some(By::Author)));
    }

    /// SUP-12, COM-3
    async fn a_stranger_and_another_company_see_nothing(world: World) {
        let (firm, rival) = (firm(&world, "acme").await, crate::firm(&world, "rival").await);
        let eve = customer(&world, "eve@example.com").await;
        let id = ask(&world, firm.owner.account, Some(firm.id), &question("Ours")).await;
        let own = ask(&world, firm.owner.account, None, &question("Mine at home")).await;
        assert_eq!(seen(&world, &rival, rival.owner.account, id).await, None);
        assert_eq!(seen(&world, &firm, rival.owner.account, id).await, None, "they do not get in");
        for request in [id, own] {
            assert_eq!(code(answer(&world.cx_of(eve), None, request, &says()).await), "request.not_found");
            let rivals = answer(&world.cx_of(rival.owner.account), Some(rival.id), request, &says()).await;
            assert_eq!(code(rivals), "request.not_found");
        }
        // One's own side and the company's are two: neither shows the other's.
        let viewer = Viewer::own(&world.cx_of(firm.owner.account)).unwrap();
        assert!(viewer.see(&world.cx(), world.app.db.reader(), id).await.unwrap().is_none());
        assert!(viewer.see(&world.cx(), world.app.db.reader(), own).await.unwrap().is_some());
        assert_eq!(seen(&world, &firm, firm.owner.account, own).await, None);
        // And no customer is staff.
        let note = Note { text: "x".into() };
        assert_eq!(code(add_note(&world.cx_of(firm.owner.account), id, &note).await), "staff.not_allowed");
        assert_eq!(messages(&world, id).await.len(), 1);
    }

    /// COM-8
    async fn the_requests_of_who_leaves_stay_the_companys(world: World) {
        let firm = firm(&world, "acme").await;
        let author = firm.add(&world, "author@acme.example.com", &[]).await;
        let id = ask(&world, author.account, Some(firm.id), &question("I leave")).await;
        let cx = world.cx();
        let tx = cx.begin().await.unwrap();
        let company = lock(&cx, &tx, firm.id).await.unwrap().unwrap();
        end_membership(&cx, &tx, &company, author.member, Ended::Removed).await.unwrap();
        tx.commit().await.unwrap();
        let stored = row(&world, id).await;
        assert_eq!((stored.account_id, stored.member_id), (None, Some(author.member)));
        assert_eq!(seen(&world, &firm, firm.owner.account, id).await, Some(Some(By::Company)));
        let viewer = Viewer::own(&world.cx_of(author.account)).unwrap();
        assert!(viewer.see(&cx, cx.read(), id).await.unwrap().is_none());
        let before = world.mails().await.len();
        reply(&world, id, "Are you there?", None).await;
        assert_eq!(world.mails().await.len(), before, "nobody is left to tell");
    }
}
