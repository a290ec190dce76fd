//! Roles as they are stored and written (ALL-8).

use gatehouse_core::{Lang, Role};

/// As stored: words separated by spaces, in the order of [`Role::ALL`], each once.
pub fn join(roles: &[Role]) -> String {
    Role::ALL.iter().filter(|role| roles.contains(role)).map(|role| role.word()).collect::<Vec<_>>().join(" ")
}

/// From storage; a word that this program does not know gives no right.
pub fn split(words: &str) -> Vec<Role> {
    words.split(' ').filter_map(Role::from_word).collect()
}

/// A role's name.
pub fn name(role: Role, lang: Lang) -> String {
    let t = crate::texts(lang);
    match role {
        Role::Support => t.msg_role_support(),
        Role::Lab => t.msg_role_lab(),
        Role::Licensing => t.msg_role_licensing(),
        Role::Privacy => t.msg_role_privacy(),
        Role::Marketing => t.msg_role_marketing(),
        Role::Administrator => t.msg_role_administrator(),
    }
}

/// What a role may do, in one line.
pub fn hint(role: Role, lang: Lang) -> String {
    let t = crate::texts(lang);
    match role {
        Role::Support => t.msg_role_support_hint(),
        Role::Lab => t.msg_role_lab_hint(),
        Role::Licensing => t.msg_role_licensing_hint(),
        Role::Privacy => t.msg_role_privacy_hint(),
        Role::Marketing => t.msg_role_marketing_hint(),
        Role::Administrator => t.msg_role_administrator_hint(),
    }
}

#[cfg(test)]
mod tests {
    use super::{join, split};
    use gatehouse_core::Role;

    #[test]
    fn roles_keep_their_order_and_unknown_words_give_nothing() {
        let stored = join(&[Role::Administrator, Role::Support, Role::Support]);
        assert_eq!(stored, "support administrator");
        assert_eq!(split(&stored), [Role::Support, Role::Administrator]);
        assert_eq!(split("root Administrator"), []);
        assert_eq!(split(""), []);
    }
}
