//! Whatever is done, somebody can look after the team by a password and an authenticator app.

use crate::sso_kit::{Team, is_in, of_team, person};
use crate::{ADMIN, lines, member, signed_in};
use axum::http::StatusCode;
use gatehouse_core::{Personal, Role, Uuid};
use gatehouse_db::sea_orm::EntityTrait as _;
use gatehouse_federation::StaffClaims;
use gatehouse_staff::actions::single_sign_on::detach::detach;
use gatehouse_staff::actions::single_sign_on::enter::enter;
use gatehouse_staff::actions::{KeysMade, MemberChange, change_member, disable_member, enable_member};
use gatehouse_staff::model::roles;
use gatehouse_staff::tables::staff;

/// A generator of Knuth's constants: the same sequence on every machine.
struct Random(u64);

impl Random {
    fn below(&mut self, most: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % most
    }

    fn one_of<'a, T>(&mut self, all: &'a [T]) -> &'a T {
        &all[usize::try_from(self.below(all.len() as u64)).unwrap()]
    }
}

async fn all(team: &Team) -> Vec<staff::Model> {
    staff::Entity::find().all(team.world.app.db.reader()).await.unwrap()
}

async fn kept(team: &Team) -> usize {
    let rows = all(team).await;
    let is_kept = |row: &&staff::Model| {
        roles::split(&row.roles).contains(&Role::Administrator)
            && row.disabled_at.is_none()
            && row.password_sealed.is_some()
            && row.totp_secret_sealed.is_some()
    };
    rows.iter().filter(is_kept).count()
}

of_team! {
    /// ALL-8
    async fn the_last_administrator_with_a_password_keeps_the_role_without_a_group(team: Team) {
        let ada = member(&team.world, ADMIN, &[Role::Administrator]).await;
        let mut own = signed_in(&team.world, ADMIN).await;
        team.connect(&mut own, person("ada", &["desk"], &["mfa"])).await.expect(StatusCode::SEE_OTHER);
        // An administrator who comes by the provider alone does not stand in.
        team.come(person("bo", &["admins"], &["mfa"])).await;
        let mut browser = team.come(person("ada", &["desk"], &["mfa"])).await;
        browser.get("/staff/members").await.expect(StatusCode::OK);
        assert_eq!(roles::split(&team.row(ada).await.roles), [Role::Support, Role::Administrator]);
        team.come(person("ada", &[], &["mfa"])).await;
        assert_eq!(roles::split(&team.row(ada).await.roles), [Role::Administrator]);
        assert_eq!(lines(&team.world, "staff.sso_kept").await, 2);
        // With another one of that kind the group counts.
        member(&team.world, "cy@vendor.example", &[Role::Administrator]).await;
        team.is_refused(person("ada", &[], &["mfa"]), StatusCode::FORBIDDEN).await;
        assert!(!is_in(&mut own).await);
        assert_eq!(kept(&team).await, 1);
    }

    /// ALL-8
    async fn nobody_takes_the_last_one_away_from_the_console(team: Team) {
        let ada = member(&team.world, ADMIN, &[Role::Administrator]).await;
        let mut bo = team.come(person("bo", &["admins"], &["mfa"])).await;
        let page = format!("/staff/members/{ada}");
        for act in ["disable", "reset-second-factor"] {
            let refused = bo.post(&format!("{page}/{act}"), &[]).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
            assert!(refused.body.contains("last administrator"), "{act}: {}", refused.body);
        }
        let form = [("name", "Ada"), ("roles", "support")];
        let refused = bo.post(&page, &form).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.body.contains("last administrator"), "{}", refused.body);
        assert_eq!(kept(&team).await, 1);
    }

    /// ALL-8
    async fn whatever_happens_in_whatever_order_one_is_left(team: Team) {
        let mut people: Vec<Uuid> = Vec::new();
        for (name, role) in [("ada", Role::Administrator), ("bo", Role::Administrator), ("cy", Role::Support)] {
            let email = format!("{name}@vendor.example");
            people.push(member(&team.world, &email, &[role]).await);
            let mut own = signed_in(&team.world, &email).await;
            team.connect(&mut own, person(name, &["desk"], &["mfa"])).await.expect(StatusCode::SEE_OTHER);
        }
        let cx = team.world.cx();
        let issuer = format!("{}/vendor", team.provider.origin());
        let mut random = Random(20_261_201);
        let groups: [&[&str]; 5] = [&[], &["desk"], &["admins"], &["desk", "admins"], &["others"]];
        let given: [&[Role]; 3] = [&[Role::Support], &[Role::Administrator], &[Role::Lab, Role::Administrator]];
        let (mut done, mut refused) = (0, 0);
        for round in 0..120 {
            let who = *random.one_of(&people);
            let worked = match random.below(6) {
                0..3 => {
                    let subject = *random.one_of(&["ada", "bo", "cy", "new-1", "new-2"]);
                    let groups = *random.one_of(&groups);
                    let claims = StaffClaims {
                        issuer: issuer.clone(),
                        subject: subject.to_owned(),
                        email: Some(format!("{subject}@vendor.example")),
                        name: None,
                        groups: groups.iter().map(|group| (*group).to_owned()).collect(),
                        groups_told: groups.len(),
                        gave_factor: random.below(2) == 0,
                        tells_when: true,
                        session: None,
                        hint: None,
                    };
                    enter(&cx, &claims, None).await.is_ok()
                }
                3 => {
                    let roles = random.one_of(&given).to_vec();
                    change_member(&cx, who, MemberChange { name: Personal("Somebody".to_owned()), roles }).await.is_ok()
                }
                4 if random.below(2) == 0 => enable_member(&cx, who).await.is_ok(),
                4 => disable_member(&cx, who, KeysMade::Keep).await.is_ok(),
                _ => detach(&cx, None, who).await.is_ok(),
            };
            done += u32::from(worked);
            refused += u32::from(!worked);
            assert!(kept(&team).await >= 1, "round {round}: nobody is left");
            people = all(&team).await.into_iter().map(|row| row.id).collect();
            people.sort_unstable();
        }
        assert!(done > 20 && refused > 10, "the control look: {done} done, {refused} refused");
    }
}
