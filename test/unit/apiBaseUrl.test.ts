import { checkedApiBaseUrl } from '../../nodes/HubspotAssociations/transport/apiBaseUrl';

describe('checkedApiBaseUrl', () => {
	it.each([
		['https://api.hubapi.com', 'https://api.hubapi.com'],
		[' https://proxy.example.com/hubspot/ ', 'https://proxy.example.com/hubspot'],
		['http://127.0.0.1:4010', 'http://127.0.0.1:4010'],
		['http://127.9.8.7', 'http://127.9.8.7'],
		['http://localhost:4010/', 'http://localhost:4010'],
		['http://[::1]:4010', 'http://[::1]:4010'],
		['', 'https://api.hubapi.com'],
		[undefined, 'https://api.hubapi.com'],
	])('accepts %p', (value, expected) => {
		expect(checkedApiBaseUrl(value)).toBe(expected);
	});

	it.each([
		'http://api.hubapi.com',
		'http://192.168.1.5',
		'http://127.0.0.1.example.com',
		'http://localhost.example.com',
		'http://[::2]',
		'ftp://127.0.0.1',
		'file:///etc/passwd',
		'https://user:password@api.hubapi.com',
		'https://api.hubapi.com?x=',
		'https://api.hubapi.com/#x',
		'api.hubapi.com',
		'//api.hubapi.com',
	])('refuses %p', (value) => {
		expect(() => checkedApiBaseUrl(value)).toThrow(/"API Base URL"/);
	});
});
