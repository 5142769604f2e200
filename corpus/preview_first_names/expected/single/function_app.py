# -*- coding: utf-8 -*-
from azure.functions import AuthLevel, DataType, FunctionApp

functions = FunctionApp(http_auth_level=AuthLevel.ADMIN)


@functions.route(route='größe', trigger_extra_fields={'dataType': DataType.STRING}, binding_extra_fields={'dataType': 'BINARY'})
def measure(req): ...


@functions.queue_trigger('msg', 'eingänge', 'Storage')
@functions.queue_output(arg_name='out', queue_name='ausgänge', connection='Storage', data_type=DataType.BINARY)
def queues(msg, out): ...


@functions.blob_trigger(arg_name='blob', path='in/{name}', connection='Storage')
@functions.blob_input(arg_name='old', path='old/{name}', connection='Storage')
@functions.blob_output(arg_name='new', path='new/{name}', connection='Storage')
def blobs(blob, old, new): ...


@functions.service_bus_queue_trigger(arg_name='msg', connection='Bus', queue_name='q', is_sessions_enabled=True)
@functions.service_bus_queue_output(arg_name='out', connection='Bus', queue_name='r')
def bus_queues(msg, out): ...


@functions.service_bus_topic_trigger(arg_name='msg', connection='Bus', topic_name='t', subscription_name='s')
@functions.service_bus_topic_output(arg_name='out', connection='Bus', topic_name='u')
def bus_topics(msg, out): ...


@functions.event_hub_message_trigger(arg_name='event', connection='Hub', event_hub_name='h', cardinality='MANY')
@functions.event_hub_output(arg_name='out', connection='Hub', event_hub_name='i')
def hubs(event, out): ...


@functions.cosmos_db_trigger_v3('docs', 'db', 'changed', 'Cosmos', lease_collection_name='leases')
@functions.cosmos_db_output_v3('out', 'db', 'written', 'Cosmos', create_if_not_exists=True)
@functions.cosmos_db_input_v3('read', 'db', 'read', 'Cosmos', id='{id}')
def cosmos(docs, out, read): ...


@functions.schedule(arg_name='timer', schedule='0 0 * * * *')
def hourly(timer): ...
