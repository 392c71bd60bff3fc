// Everything works without this file: it finds as people type, fills in what Setup would make anyway, and copies.
(() => {
    'use strict';

    const menu = document.getElementById('menu');
    const quickFind = document.getElementById('quick-find');
    if (menu && quickFind) {
        const find = () => {
            const wanted = quickFind.value.trim().toLowerCase();
            menu.querySelectorAll('.group').forEach(group => {
                const whole = group.querySelector('h3').textContent.toLowerCase().includes(wanted);
                group.querySelectorAll('li').forEach(item => {
                    item.hidden = !whole && !item.textContent.toLowerCase().includes(wanted);
                });
                group.hidden = !group.querySelector('li:not([hidden])');
            });
            menu.querySelectorAll('section').forEach(section => {
                section.hidden = !section.querySelector('.group:not([hidden])');
            });
            document.getElementById('nothing-found').hidden = !!menu.querySelector('section:not([hidden])');
        };
        quickFind.addEventListener('input', find);
    }

    // Fills a field when another is left, unless the person has typed into it.
    const propose = (from, to, make) => {
        const target = document.getElementById(to);
        let typed = target.value !== '';
        target.addEventListener('input', () => { typed = target.value !== ''; });
        from.forEach(name => document.getElementById(name).addEventListener('change', () => {
            if (!typed) {
                target.value = make(...from.map(source => document.getElementById(source).value.trim()));
            }
        }));
    };

    if (document.querySelector('[data-api-name]')) {
        propose(['name'], 'apiName', name => {
            const underscored = name.replace(/[^A-Za-z0-9]+/g, '_').replace(/^_+|_+$/g, '');
            return /^[0-9]/.test(underscored) ? 'X' + underscored : underscored;
        });
    }

    const userForm = document.querySelector('[data-user-form]');
    if (userForm) {
        propose(['FirstName', 'LastName'], 'Alias',
            (first, last) => last && (first.slice(0, 1) + last.slice(0, 4)).toLowerCase());
        propose(['Email'], 'Username', email => email);
        propose(['Email'], 'CommunityNickname', email => email.split('@')[0]);
    }

    // Profiles go with a licence: the others are not offered.
    const license = document.getElementById('UserLicense');
    const profile = document.getElementById('ProfileId');
    if (license && profile) {
        const offer = () => {
            profile.querySelectorAll('option[data-group]').forEach(option => {
                const fits = option.dataset.group === license.value;
                option.hidden = option.disabled = !fits;
                if (!fits && option.selected) {
                    profile.value = '';
                }
            });
        };
        license.addEventListener('change', offer);
        offer();
    }

    document.querySelector('form[data-at-once]')?.requestSubmit();

    if (navigator.clipboard) {
        document.querySelectorAll('[data-copy]').forEach(button => {
            button.hidden = false;
            button.addEventListener('click', async () => {
                await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).value);
                document.getElementById('copied').textContent = 'Copied.';
            });
        });
    }
})();
