use crate::{
    ADMIN, PASSWORD, administrator, give_password, lines, member, new_member, open, rows, set_password, signed_in,
};
use axum::http::StatusCode;
use gatehouse_core::{Actor, DAY, Invalid, Role, SECOND, StaffActor};
use gatehouse_mail::staff::with_roles;
use gatehouse_staff::actions::{KeysMade, NewApiKey, create_api_key, disable_member, enable_member};
use gatehouse_staff::refusals::{MemberError, MemberRefusal};
use gatehouse_staff::rights::NotAllowed;
use gatehouse_staff::tables::staff;
use gatehouse_staff::{NewMember, Staffing, create_member};
use gatehouse_testkit::{TestEngine, World, both_engines};
use gatehouse_web::session::SharedApiKeys;
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveModelTrait as _, ColumnTrait as _, EntityTrait as _, QueryFilter as _, Set};

both_engines! {
    /// ALL-4, LIC-4
    async fn a_letter_to_roles_goes_to_the_members_who_have_one_and_can_sign_in(world: World) {
        member(&world, ADMIN, &[Role::Administrator]).await;
        member(&world, "clerk@vendor.example", &[Role::Support, Role::Licensing]).await;
        member(&world, "lab@vendor.example", &[Role::Lab]).await;
        let gone = member(&world, "gone@vendor.example", &[Role::Licensing]).await;
        let cx = world.cx();
        staff::Entity::update_many()
            .col_expr(staff::Column::DisabledAt, Expr::value(cx.now()))
            .filter(staff::Column::Id.eq(gone))
            .exec(cx.db().writer())
            .await
            .unwrap();
        let tx = cx.begin().await.unwrap();
        let found = with_roles(&cx, &tx, &[Role::Licensing, Role::Administrator]).await.unwrap();
        tx.commit().await.unwrap();
        let mut found: Vec<String> = found.into_iter().map(|member| member.email).collect();
        found.sort();
        assert_eq!(found, [ADMIN, "clerk@vendor.example"]);
    }

    /// ALL-4, ALL-8
    async fn an_invited_colleague_sets_his_password_by_the_mailed_link(world: World) {
        let mut admin = administrator(&world).await;
        let form = [("name", "Борис"), ("email", "boris@vendor.example"), ("lang", "ru"), ("roles", "support"), ("roles", "licensing")];
        let answer = admin.post("/staff/members/new", &form).await;
        let page = admin.follow(answer).await;
        assert!(page.body.contains("Invitation sent to boris@vendor.example") && page.body.contains("Invited"));
        let mail = world.last_mail_to("boris@vendor.example").await;
        assert_eq!((mail.kind.as_str(), mail.lang.as_str()), ("staff.invitation", "ru"));
        assert!(mail.text.contains("Борис") && mail.html.contains("Борис"));

        let mut browser = world.browser();
        for _ in 0..3 {
            open(&mut browser, &mail.link()).await.expect(StatusCode::OK);
        }
        let weak = set_password(&mut browser, &mail.link(), "short").await;
        assert_eq!(weak.status, StatusCode::UNPROCESSABLE_ENTITY);
        let copy = browser.clone();
        assert_eq!(set_password(&mut browser, &mail.link(), PASSWORD).await.location(), "/staff/sign-in");
        let used = open(&mut browser, &mail.link()).await.expect(StatusCode::GONE);
        assert!(used.body.contains("your password is set"));
        let again = set_password(&mut copy.clone(), &mail.link(), PASSWORD).await;
        assert_eq!(again.location(), "/staff/sign-in", "the second of two equal requests is told the same");
        let answer = give_password(&mut browser, "boris@vendor.example", PASSWORD).await;
        assert_eq!(answer.location(), "/staff/setup?next=/staff");
        assert_eq!(lines(&world, "staff.password_set").await, 1);
    }

    /// ALL-8
    async fn a_link_dies_after_seven_days_and_a_new_one_replaces_it(world: World) {
        let mut admin = administrator(&world).await;
        let new = NewMember { password: None, totp_secret: None, ..new_member("eve@vendor.example", &[Role::Lab]) };
        let created = create_member(&world.cx(), new).await.unwrap();
        assert!(created.link.unwrap().expose().starts_with("http://127.0.0.1:8080/staff/set-password?token="));
        let first = world.last_mail_to("eve@vendor.example").await.link();
        world.advance(SECOND);
        let answer = admin.post(&format!("/staff/members/{}/send-link", created.id), &[]).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER);
        let second = world.last_mail_to("eve@vendor.example").await.link();
        let mut browser = world.browser();
        assert_eq!(open(&mut browser, &first).await.status, StatusCode::GONE);
        open(&mut browser, &second).await.expect(StatusCode::OK);
        world.advance(7 * DAY + SECOND);
        assert_eq!(open(&mut browser, &second).await.status, StatusCode::GONE);
        assert_eq!(set_password(&mut browser, &second, PASSWORD).await.status, StatusCode::GONE);
    }

    /// ALL-8
    async fn a_disabled_members_session_ends_at_once(world: World) {
        let mut admin = administrator(&world).await;
        let id = member(&world, "tom@vendor.example", &[Role::Support]).await;
        let mut tom = signed_in(&world, "tom@vendor.example").await;
        tom.get("/staff").await.expect(StatusCode::OK);
        admin.post(&format!("/staff/members/{id}/disable"), &[]).await.expect(StatusCode::SEE_OTHER);
        assert_eq!(tom.get("/staff").await.location(), "/staff/sign-in?next=/staff");
        assert_eq!(give_password(&mut tom, "tom@vendor.example", PASSWORD).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        admin.post(&format!("/staff/members/{id}/enable"), &[]).await.expect(StatusCode::SEE_OTHER);
        signed_in(&world, "tom@vendor.example").await;
        assert_eq!(lines(&world, "staff.disabled").await, 1);
    }

    /// ALL-7, ALL-8
    async fn a_disabled_members_api_keys_are_revoked_unless_they_are_kept(world: World) {
        let mut admin = administrator(&world).await;
        let id = member(&world, "tom@vendor.example", &[Role::Administrator]).await;
        let tom = world.cx_as(Actor::Staff(StaffActor { id, roles: vec![Role::Administrator] }));
        let key = |name: &str| NewApiKey { name: name.to_owned(), scopes: vec!["orders:read".to_owned()], expires: String::new() };
        let shop = create_api_key(&tom, key("Web shop")).await.unwrap();
        let (cx, ring) = (world.cx(), world.cx().service::<SharedApiKeys>().unwrap().clone());
        let page = format!("/staff/members/{id}");
        let shown = admin.get(&page).await.expect(StatusCode::OK).body;
        assert!(shown.contains("Web shop") && shown.contains("name=\"keep_keys\""));
        admin.post(&format!("{page}/disable"), &[("keep_keys", "true")]).await.expect(StatusCode::SEE_OTHER);
        assert!(ring.find(&cx, shop.key.expose()).await.unwrap().is_some());
        assert_eq!(lines(&world, "api_key.revoked").await, 0);

        admin.post(&format!("{page}/enable"), &[]).await.expect(StatusCode::SEE_OTHER);
        let other = create_api_key(&world.cx(), key("Not theirs")).await.unwrap();
        admin.post(&format!("{page}/disable"), &[]).await.expect(StatusCode::SEE_OTHER);
        assert!(ring.find(&cx, shop.key.expose()).await.unwrap().is_none());
        assert!(ring.find(&cx, other.key.expose()).await.unwrap().is_some());
        assert_eq!(lines(&world, "api_key.revoked").await, 1);
        assert!(!admin.get(&page).await.body.contains("keep_keys"));
    }

    /// ALL-8
    async fn pages_of_administrators_are_closed_to_other_roles(world: World) {
        let id = member(&world, "sue@vendor.example", &[Role::Support, Role::Licensing]).await;
        let mut sue = signed_in(&world, "sue@vendor.example").await;
        let member_page = format!("/staff/members/{id}");
        for page in ["/staff/members", "/staff/members/new", &member_page, "/staff/api-keys", "/staff/api-keys/new", "/staff/jobs", "/staff/dead-letters"] {
            assert_eq!(sue.get(page).await.status, StatusCode::FORBIDDEN, "{page}");
        }
        for form in ["/staff/members/new", &member_page, &format!("{member_page}/disable"), &format!("{member_page}/reset-second-factor"), "/staff/api-keys/new"] {
            assert_eq!(sue.post(form, &[("roles", "administrator"), ("name", "x")]).await.status, StatusCode::FORBIDDEN, "{form}");
        }
        let overview = sue.get("/staff").await.expect(StatusCode::OK);
        assert!(overview.body.contains("/staff/audit") && !overview.body.contains("/staff/members"));
        let mut stranger = world.browser();
        for page in ["/staff", "/staff/members", "/staff/audit", "/staff/profile", "/staff/step-up"] {
            assert!(stranger.get(page).await.location().starts_with("/staff/sign-in"), "{page}");
        }
    }

    /// ALL-8
    async fn the_action_itself_refuses_who_is_no_administrator(world: World) {
        let id = member(&world, "tom@vendor.example", &[Role::Support]).await;
        for cx in [world.cx_staff(&[Role::Support, Role::Privacy]), world.cx_as(Actor::Visitor), world.cx_of(id)] {
            let refused = create_member(&cx, new_member("x@vendor.example", &[Role::Administrator])).await.unwrap_err();
            assert_eq!(refused.refusal(), Some(&MemberRefusal::NotAllowed(NotAllowed)));
            assert_eq!(disable_member(&cx, id, KeysMade::Revoke).await.unwrap_err().refusal(), Some(&MemberRefusal::NotAllowed(NotAllowed)));
        }
    }

    /// ALL-8
    async fn new_roles_hold_from_the_next_request(world: World) {
        let mut admin = administrator(&world).await;
        let id = member(&world, "sue@vendor.example", &[Role::Support]).await;
        let mut sue = signed_in(&world, "sue@vendor.example").await;
        assert_eq!(sue.get("/staff/members").await.status, StatusCode::FORBIDDEN);
        let form = [("name", "Sue"), ("roles", "support"), ("roles", "administrator")];
        admin.post(&format!("/staff/members/{id}"), &form).await.expect(StatusCode::SEE_OTHER);
        sue.get("/staff/members").await.expect(StatusCode::OK);
        let form = [("name", "Sue"), ("roles", "support")];
        admin.post(&format!("/staff/members/{id}"), &form).await.expect(StatusCode::SEE_OTHER);
        assert_eq!(sue.get("/staff/members").await.status, StatusCode::FORBIDDEN);
    }

    /// ALL-8
    async fn somebody_always_remains_administrator(world: World) {
        let mut admin = administrator(&world).await;
        let list = admin.get("/staff/members").await.body;
        let id = list.split("/staff/members/").filter_map(|p| p.get(..36)).find(|p| p.contains("-7")).unwrap().to_owned();
        let page = admin.post(&format!("/staff/members/{id}"), &[("name", "Ada"), ("roles", "support")]).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(page.body.contains("your own administrator role"));
        let page = admin.post(&format!("/staff/members/{id}/disable"), &[]).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        let id = id.parse().unwrap();
        assert_eq!(disable_member(&world.cx(), id, KeysMade::Revoke).await.unwrap_err().refusal(), Some(&MemberRefusal::LastAdministrator));
    }

    /// ALL-8
    async fn two_administrators_who_disable_each_other_do_not_both_succeed(world: World) {
        let a = member(&world, "a@vendor.example", &[Role::Administrator]).await;
        let b = member(&world, "b@vendor.example", &[Role::Administrator]).await;
        let acting = |id| world.cx_as(Actor::Staff(StaffActor { id, roles: vec![Role::Administrator] }));
        for round in 0..20 {
            let (left, right) = (acting(a), acting(b));
            let (x, y) = tokio::join!(
                tokio::spawn(async move { disable_member(&left, b, KeysMade::Revoke).await.is_ok() }),
                tokio::spawn(async move { disable_member(&right, a, KeysMade::Revoke).await.is_ok() }),
            );
            assert_eq!(u8::from(x.unwrap()) + u8::from(y.unwrap()), 1, "round {round}");
            for id in [a, b] {
                enable_member(&world.cx(), id).await.unwrap();
            }
        }
    }

    /// ALL-2, ALL-9
    async fn an_invitation_with_faults_names_them_all_and_keeps_what_was_typed(world: World) {
        let mut admin = administrator(&world).await;
        let page = admin.post("/staff/members/new", &[("name", "  "), ("email", "not an address")]).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        for text in ["Enter a name", "This isn’t an email address", "at least one role", "not an address"] {
            assert!(page.body.contains(text), "{text}");
        }
        let taken = create_member(&world.cx(), new_member("ADA@Vendor.example", &[Role::Lab])).await.unwrap_err();
        assert_eq!(taken.refusal(), Some(&MemberRefusal::Invalid(Invalid::one(MemberError::EmailTaken))));
        assert_eq!(lines(&world, "staff.invited").await, 1);
    }

    /// ALL-8, ALL-9
    async fn nobody_is_invited_to_an_address_that_no_mail_can_reach(world: World) {
        let mut admin = administrator(&world).await;
        let mut invite = async |email: &str| {
            let form = [("name", "Eve"), ("email", email), ("lang", "en"), ("roles", "lab")];
            admin.post("/staff/members/new", &form).await
        };
        for (email, text) in [
            ("adm\u{202e}in@example.com", "U+202E"),
            ("zw\u{200b}sp@example.com", "U+200B"),
            ("a/../x@example.com", "This isn’t an email address"),
            ("почта@пример.рф", "Before the @"),
        ] {
            let page = invite(email).await;
            assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{email:?}");
            assert!(page.body.contains(text), "{email:?}: {}", page.body);
        }
        assert_eq!(lines(&world, "staff.invited").await, 1, "the administrator alone");
        assert_eq!(invite("\u{200b}zw@example.com").await.status, StatusCode::SEE_OTHER);
        assert_eq!(world.last_mail_to("zw@example.com").await.kind, "staff.invitation");
    }

    /// ALL-8, ALL-1
    async fn a_colleague_with_an_internationalized_domain_signs_in_however_he_writes_it(world: World) {
        let id = member(&world, "Admin@Пример.рф", &[Role::Administrator]).await;
        for email in ["admin@пример.рф", "ADMIN@xn--e1afmkfd.xn--p1ai", "admin＠пример。рф", "\u{200b}admin@пример.рф"] {
            signed_in(&world, email).await;
        }
        let mut admin = signed_in(&world, "admin@пример.рф").await;
        let page = admin.get("/staff/members").await.expect(StatusCode::OK);
        assert!(rows(&page.body).contains("admin@пример.рф"), "{}", page.body);
        // As it was looked up before domains were made ASCII.
        let old = world.app.keys.lookup("staff.email", "admin@пример.рф".as_bytes()).to_vec();
        let row = staff::ActiveModel { id: Set(id), email_lookup: Set(old), ..Default::default() };
        let tx = world.cx().begin().await.unwrap();
        row.update(&*tx).await.unwrap();
        tx.commit().await.unwrap();
        signed_in(&world, "admin@пример.рф").await;
        let taken = create_member(&world.cx(), new_member("Admin@пример.рф", &[Role::Lab])).await.unwrap_err();
        assert_eq!(taken.refusal(), Some(&MemberRefusal::Invalid(Invalid::one(MemberError::EmailTaken))));
    }

    /// ALL-2
    async fn the_list_is_filtered_sorted_and_paged(world: World) {
        let mut admin = administrator(&world).await;
        for n in 0..60 {
            world.advance(SECOND);
            let new = NewMember { password: None, totp_secret: None, ..new_member(&format!("m{n}@vendor.example"), &[Role::Lab]) };
            create_member(&world.cx(), new).await.unwrap();
        }
        let first = admin.get("/staff/members?role=lab").await.expect(StatusCode::OK).body;
        let shown = rows(&first);
        assert!(shown.contains("m59@vendor.example") && !shown.contains("m9@vendor.example") && !shown.contains(ADMIN));
        let next = first.split("href=\"").filter_map(|p| p.split('"').next()).find(|h| h.contains("after=")).unwrap();
        let second = admin.get(&next.replace("&#38;", "&").replace("&amp;", "&")).await.expect(StatusCode::OK).body;
        let second = rows(&second);
        assert!(second.contains("m9@vendor.example") && !second.contains("m59@vendor.example") && !second.contains(ADMIN));
        let oldest = rows(&admin.get("/staff/members?sort=created").await.body);
        assert!(oldest.contains(ADMIN) && !oldest.contains("m59@vendor.example"));
        assert!(admin.get("/staff/members?state=disabled").await.body.contains("No matching team members"));
        let by_name = admin.get("/staff/members?role=lab&sort=name").await.body;
        let shown = rows(&by_name);
        let at = |name: &str| shown.find(&format!(">Member {name}@vendor.example<"));
        assert!(at("m0") < at("m10") && at("m10") < at("m1") && at("m1") < at("m20") && at("m0").is_some());
        assert!(at("m54").is_some() && at("m55").is_none());
        let next = by_name.split("href=\"").filter_map(|p| p.split('"').next()).find(|h| h.contains("after=")).unwrap();
        let next = next.replace("&#38;", "&").replace("&amp;", "&");
        assert!(next.contains("sort=name") && next.contains("role=lab"));
        let rest = admin.get(&next).await.expect(StatusCode::OK).body;
        let shown = rows(&rest);
        assert!(shown.contains(">Member m55@vendor.example<") && shown.contains(">Member m9@vendor.example<"));
        assert!(!shown.contains(">Member m54@vendor.example<") && rest.contains("before="));
        let back = rows(&admin.get("/staff/members?role=lab&sort=-name").await.body);
        assert!(back.find(">Member m9@") < back.find(">Member m8@") && back.contains(">Member m9@"));
    }
}

/// ALL-4, ALL-8
#[tokio::test]
async fn a_mail_to_staff_leads_to_their_own_origin() {
    let world = World::with(TestEngine::Sqlite, vec![Box::new(Staffing)], |parts| {
        parts.settings.staff_origin = Some("http://staff.example.com".to_owned());
    })
    .await;
    let new = NewMember { password: None, totp_secret: None, ..new_member("sam@vendor.example", &[Role::Support]) };
    create_member(&world.cx(), new).await.unwrap();
    let mail = world.last_mail_to("sam@vendor.example").await;
    assert!(mail.text.contains("http://staff.example.com/staff/set-password?token="), "{}", mail.text);
    assert!(!mail.text.contains(&world.app.settings.origin) && !mail.html.contains(&world.app.settings.origin));
    let mut browser = world.browser().header("host", "staff.example.com");
    open(&mut browser, &mail.link()).await.expect(StatusCode::OK);
    world.browser().get(&mail.link()).await.expect(StatusCode::MISDIRECTED_REQUEST);
}
