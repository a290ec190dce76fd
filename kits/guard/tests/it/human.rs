use gatehouse_context::Cx;
use gatehouse_core::{DAY, MINUTE, Moment};
use gatehouse_guard::human::{EASY, HumanAnswer, HumanRefusal, challenge, check, check_about, picture, solve};
use gatehouse_testkit::{World, both_engines};

const FORM: &str = "probe";

fn from(world: &World, network: &str) -> Cx {
    Cx { network: Some(network.to_owned()), ..world.cx() }
}

fn made(cx: &Cx) -> String {
    let (token, bits) = challenge(cx, FORM).unwrap();
    assert_eq!(bits, EASY);
    token
}

async fn answer(cx: &Cx, form: &str, token: &str, nonce: &str, typed: &str) -> Result<(), HumanRefusal> {
    let answer = HumanAnswer { human_token: token.into(), human_nonce: nonce.into(), human_picture: typed.into() };
    check(cx, form, &answer).await.unwrap()
}

both_engines! {
    /// ACC-1
    async fn a_human_check_is_passed_by_work_or_by_the_picture_and_only_once(world: World) {
        let cx = &from(&world, "192.0.2.1");
        let token = made(cx);
        assert!(picture(cx, &token).unwrap().unwrap().starts_with(b"\x89PNG"));
        assert_eq!(picture(cx, &token).unwrap(), picture(cx, &token).unwrap(), "drawn once");
        assert!(picture(cx, "nonsense").unwrap().is_none());
        assert_eq!(answer(cx, FORM, &token, "", "").await, Err(HumanRefusal::Wrong));
        assert_eq!(answer(cx, FORM, &token, "-1", "").await, Err(HumanRefusal::Wrong));
        let misread = made(cx);
        assert_eq!(answer(cx, FORM, &misread, "", "AAAA").await, Err(HumanRefusal::WrongPicture));
        let solved = solve(&misread);
        assert_eq!(answer(cx, FORM, &misread, &solved, "").await, Err(HumanRefusal::Stale), "one reading of a picture");
        assert_eq!(answer(cx, FORM, "forged", "1", "").await, Err(HumanRefusal::Stale));
        let nonce = solve(&token);
        assert_eq!(answer(cx, FORM, &token, &nonce, "").await, Ok(()));
        assert_eq!(answer(cx, FORM, &token, &nonce, "").await, Err(HumanRefusal::Stale), "the same answer twice");
        let old = made(cx);
        let nonce = solve(&old);
        world.advance(31 * MINUTE);
        assert_eq!(answer(cx, FORM, &old, &nonce, "").await, Err(HumanRefusal::Stale));
    }

    /// ACC-1, ACC-11
    async fn a_challenge_is_good_for_its_form_and_its_network(world: World) {
        let (here, there) = (&from(&world, "192.0.2.1"), &from(&world, "198.51.100.1"));
        let token = made(here);
        let nonce = solve(&token);
        assert!(picture(there, &token).unwrap().is_none());
        assert_eq!(answer(there, FORM, &token, &nonce, "").await, Err(HumanRefusal::Stale));
        assert_eq!(answer(here, "another", &token, &nonce, "").await, Err(HumanRefusal::Stale));
        let neighbor = &from(&world, "192.0.2.200");
        assert_eq!(answer(neighbor, FORM, &token, &nonce, "").await, Ok(()), "a phone changes its address");
    }

    /// ACC-1
    async fn a_solved_challenge_works_once_on_all_nodes_and_after_a_restart(world: World) {
        use gatehouse_guard::tables::spent_challenge;
        use sea_orm::EntityTrait as _;
        let cx = &from(&world, "192.0.2.1");
        let token = made(cx);
        let nonce = solve(&token);
        assert_eq!(answer(cx, FORM, &token, &nonce, "").await, Ok(()));
        assert_eq!(spent_challenge::Entity::find().all(cx.read()).await.unwrap().len(), 1);
        let other = &crate::another_node(cx);
        assert_eq!(answer(other, FORM, &token, &nonce, "").await, Err(HumanRefusal::Stale), "another node's memory");
    }

    /// ACC-1
    async fn a_form_that_is_sent_again_passes_on_all_nodes_and_about_nothing_else(world: World) {
        let cx = &from(&world, "192.0.2.1");
        let token = made(cx);
        let answer = HumanAnswer { human_nonce: solve(&token), human_token: token, human_picture: String::new() };
        for node in [cx, cx, &crate::another_node(cx)] {
            assert_eq!(check_about(node, FORM, &answer, b"aiko@example.com").await.unwrap(), Ok(()));
            assert_eq!(check_about(node, FORM, &answer, b"boris@example.com").await.unwrap(), Err(HumanRefusal::Stale));
        }
        assert_eq!(check(cx, FORM, &answer).await.unwrap(), Err(HumanRefusal::Stale));
        world.advance(31 * MINUTE);
        assert_eq!(check_about(cx, FORM, &answer, b"aiko@example.com").await.unwrap(), Err(HumanRefusal::Stale));
    }

    /// ACC-1
    async fn a_misread_picture_is_spent_also_for_a_form_about_something(world: World) {
        let cx = &from(&world, "192.0.2.1");
        let token = made(cx);
        let mut answer = HumanAnswer { human_token: token, human_nonce: String::new(), human_picture: "AAAA".into() };
        assert_eq!(check_about(cx, FORM, &answer, b"aiko").await.unwrap(), Err(HumanRefusal::WrongPicture));
        answer.human_nonce = solve(&answer.human_token);
        assert_eq!(check_about(cx, FORM, &answer, b"aiko").await.unwrap(), Err(HumanRefusal::Stale));
    }

    /// ACC-1
    async fn a_challenge_of_a_clock_that_was_ahead_is_worth_nothing(world: World) {
        let cx = &from(&world, "192.0.2.1");
        let right = cx.now();
        world.clock.set(right.plus(20 * DAY));
        let token = made(cx);
        world.clock.set(Moment(right.0));
        assert_eq!(answer(cx, FORM, &token, &solve(&token), "").await, Err(HumanRefusal::Stale));
    }
}
