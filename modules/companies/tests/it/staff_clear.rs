//! Dead end 9: an invitation that was filled in and not activated in time is cleared by staff, who invite anew (COM-5); and data that staff carry
//! over on their page (COM-6, COM-8).

use crate::staff_companies::{clerk, code, lines};
use crate::*;
use axum::http::StatusCode;
use gatehouse_companies::actions::invitations::invite::{Invite, invite};
use gatehouse_companies::actions::staff::clear_and_invite::clear_and_invite;
use gatehouse_companies::model::states::InvitationState;
use gatehouse_companies::tables::{carry_over, company_member, invitation};
use gatehouse_core::{DAY, Role};
use gatehouse_db::sea_orm::sea_query::Expr;
use gatehouse_db::sea_orm::{ColumnTrait as _, QueryFilter as _};
use gatehouse_testkit::{both_engines, staff};

/// An invitation whose form was filled in.
async fn filled_in(world: &World, company: &TestCompany, email: &str) -> Uuid {
    let input = Invite { email: email.into(), rights: Rights::NONE, branch: None, lang: Lang::En };
    let id = invite(&world.cx_of(company.owner.account), company.id, &input).await.unwrap();
    invitation::Entity::update_many()
        .col_expr(invitation::Column::State, Expr::value(InvitationState::Registered))
        .col_expr(invitation::Column::RegisteredAt, Expr::value(world.cx().now()))
        .filter(invitation::Column::Id.eq(id))
        .exec(world.app.db.writer())
        .await
        .unwrap();
    id
}

both_engines! {
    /// COM-5
    async fn a_lapsed_invitation_is_cleared_and_sent_anew(world: World) {
        let acme = company(&world, "Acme", "en").await;
        let other = company(&world, "Other", "en").await;
        let id = filled_in(&world, &acme, "new@example.com").await;
        let cx = clerk(&world, 1);
        assert_eq!(code(&clear_and_invite(&cx, acme.id, id).await), Some("company.not_lapsed"), "its seven days run");
        world.advance(7 * DAY);
        assert_eq!(code(&clear_and_invite(&cx, other.id, id).await), Some("company.no_such_invitation"));
        assert_eq!(code(&clear_and_invite(&world.cx_staff(&[Role::Privacy]), acme.id, id).await), Some("staff.not_allowed"));
        let here = format!("/staff/companies/{}/invitations", acme.id);
        let mut support = staff(&world, "support");
        let page = support.get(&here).await.expect(StatusCode::OK).body;
        assert!(page.contains("new@example.com") && page.contains("Clear and invite anew"), "{page}");
        let list = support.get("/staff/companies?waits=invitation").await.expect(StatusCode::OK).body;
        assert!(list.contains("Acme") && !list.contains("Other"), "{list}");
        let before = world.last_mail_to("new@example.com").await.link();
        support.post(&format!("{here}/{id}/clear"), &[]).await.expect(StatusCode::SEE_OTHER);
        let row = invitation::Entity::find_by_id(id).one(world.app.db.reader()).await.unwrap().unwrap();
        assert_eq!((row.state, row.sends, row.registered_at), (InvitationState::Sent, 1, None));
        let mail = world.last_mail_to("new@example.com").await;
        assert_eq!(mail.kind, "companies.invited");
        assert_ne!(mail.link(), before, "the old link opens nothing");
        let again = support.post(&format!("{here}/{id}/clear"), &[]).await.expect(StatusCode::CONFLICT);
        assert!(again.body.contains("can send this invitation itself"), "{}", again.body);
        assert_eq!(lines(&world, "company.cleared_and_invited").await, 1);
    }

    /// COM-5
    async fn whose_address_is_in_a_company_meanwhile_is_not_invited(world: World) {
        let acme = company(&world, "Acme", "en").await;
        let other = company(&world, "Other", "en").await;
        let id = filled_in(&world, &acme, "new@example.com").await;
        other.add(&world, "new@example.com", MemberName::new("Nina", "New"), &[]).await;
        world.advance(7 * DAY);
        assert_eq!(code(&clear_and_invite(&clerk(&world, 1), acme.id, id).await), Some("company.address_taken"));
    }

    /// COM-6, COM-8
    async fn support_carries_data_over_by_addresses(world: World) {
        let acme = company(&world, "Acme", "en").await;
        let old = acme.add(&world, "old@example.com", MemberName::new("Ann", "Old"), &[CompanyRight::UseContract]).await;
        let new = acme.add(&world, "new@example.com", MemberName::new("Ann", "New"), &[]).await;
        let at = format!("/staff/companies/{}/carry-over", acme.id);
        staff(&world, "licensing").get(&at).await.expect(StatusCode::FORBIDDEN);
        let mut support = staff(&world, "support-proven");
        support.get(&at).await.expect(StatusCode::OK);
        let form = |to: &'static str, from: &'static str, identity: &'static str| {
            [("to", to), ("from", from), ("request", "R-1"), ("identity", identity)]
        };
        for wrong in [
            form("nobody@example.com", "old@example.com", "true"),
            form("new@example.com", "nobody@example.com", "true"),
            form("new@example.com", "", "true"),
            form("new@example.com", "old@example.com", ""),
        ] {
            support.post(&at, &wrong).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        }
        support.post(&at, &form("new@example.com", "old@example.com", "true")).await.expect(StatusCode::SEE_OTHER);
        let moved = company_member::Entity::find_by_id(new.member).one(world.app.db.reader()).await.unwrap().unwrap();
        assert_eq!(moved.rights_own, Rights::of(&[CompanyRight::UseContract]));
        let stored = carry_over::Entity::find().all(world.app.db.reader()).await.unwrap();
        assert_eq!(stored.iter().map(|row| (row.from_member, row.to_member)).collect::<Vec<_>>(), [(old.member, new.member)]);
        support.post(&at, &form("new@example.com", "old@example.com", "true")).await.expect(StatusCode::CONFLICT);
    }
}
